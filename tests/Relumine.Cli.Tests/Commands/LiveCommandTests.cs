using Relumine.Cli.Explanations;
using Relumine.Cli.Explanations.Lessons;
using Relumine.Cli.Explanations.Topics;
using Relumine.Cli.Sessions;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine live</c> and <c>relumine play</c>, as far as they need no page.</summary>
public sealed class LiveCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AFolderThatIsNoRunIsRefused() =>
        Invocation.Of("live", _scratch.Folder).ShouldFail(ExitCode.BrokenFile, "is not the folder of a run", "model.onnx");

    [Fact]
    public void ALessonIsExportedIntoOneFile()
    {
        var run = Invocation.Of("play", "dying", "--steps", "60", "--export", _scratch["lesson.html"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var page = File.ReadAllText(_scratch["lesson.html"]);
        page.ShouldContain("<h1>A rate that kills</h1>");
        page.ShouldNotContain("http://");
    }

    [Theory]
    [InlineData("dying relu", "dying")]
    [InlineData("relu", "rectifier")]
    [InlineData("elu", "variants")]
    [InlineData("dead-units", "dying")]
    [InlineData("init-bias", "causes")]
    [InlineData("he", "vanishing")]
    [InlineData("clip-gradients", "remedies")]
    public void WhatIsExplainedNamesItsLesson(string words, string lesson) =>
        Invocation.Of("explain", words).Out.ShouldContain($"docs/lessons/{lesson}.md");

    [Fact]
    public void LessonsExplainWhatThereIs() => LessonCatalogue.All.SelectMany(l => l.Explains).Where(n => !n.EndsWith(':'))
        .Where(n => Explain.Activation(new Words([n])) is null && Explain.Of(new Words([n])).Count == 0
            && TopicCatalogue.All.All(t => t.Id != n)).ShouldBeEmpty();
}
