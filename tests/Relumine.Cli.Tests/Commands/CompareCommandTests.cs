using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Reports.Tests.Pages;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine compare</c>.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Recipe(string name, string activation, double rate = 0.1) => _scratch.Text(name, $$"""
        { "data": { "blobs": { "samples": 100, "features": 6, "classes": 4 } }, "model": [ { "dense": 16 }, { "{{activation}}": {} }, { "dense": 4 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": {{rate.ToString(System.Globalization.CultureInfo.InvariantCulture)}} } }, "epochs": 2 }
        """);

    [Fact]
    public void RunsStandSideBySide()
    {
        var run = Invocation.Of("compare", Recipe("one.json", "relu"), Recipe("two.json", "tanh"), "--html", _scratch["c.html"], "--json", _scratch["c.json"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldMatch(@"one +│ +\d");
        run.Out.ShouldMatch(@"two +│ +\d");
        run.Error.ShouldContain("two: epoch 2/2: loss");
        using var json = JsonDocument.Parse(File.ReadAllText(_scratch["c.json"]));
        json.RootElement.EnumerateArray().Select(r => r.GetProperty("name").GetString()).ShouldBe(["one", "two"]);
        Documents.Parse(File.ReadAllText(_scratch["c.html"]));
    }

    [Fact]
    public void AFolderStandsForItsRecipesAndAMistakeInTheLastIsFoundFirst()
    {
        Recipe("a.json", "relu");
        Recipe("b.json", "rleu");
        var run = Invocation.Of("compare", Path.GetDirectoryName(_scratch["a.json"])!, "--html", _scratch["c.html"]);
        run.ShouldFail(ExitCode.WrongUsage, "b.json", "$.model[1]", "Did you mean 'relu'");
        File.Exists(_scratch["c.html"]).ShouldBeFalse();
    }

    [Fact]
    public void CanceledBeforeAnythingIsCanceled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Invocation.Of(stop.Token, "compare", Recipe("a.json", "relu"), "--html", _scratch["c.html"]).Code.ShouldBe(ExitCode.Canceled);
    }
}
