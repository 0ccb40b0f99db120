using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine demo</c>.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    public void ShowsAWholeCheckup(string seed)
    {
        var run = Invocation.Of("demo", "--output", _scratch["demo"], "--seed", seed);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldStartWith("Found and cured: the learning rate is too high.");
        run.Out.ShouldContain($"Report: {Path.Combine(_scratch["demo"], "report.html")}");
        new[] { "recipe.json", "treated.json", "report.html", "model.onnx", "checkup.json" }.ShouldAllBe(f => File.Exists(Path.Combine(_scratch["demo"], f)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261121)]
    public void FindsExactlyWhatWasPlanted(int seed)
    {
        var run = Invocation.Of("demo", "--audit", "--output", _scratch["demo"], "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldMatch("dead +15 +15\n");
        run.Out.ShouldMatch("nearly dead +5 +5\n");
        run.Out.ShouldMatch("constant +3 +3\n");
        run.Out.ShouldMatch("not constant +7 +7\n");
        run.Out.ShouldContain($"Report: {Path.Combine(_scratch["demo"], "report.html")}");
        Directory.GetFiles(_scratch["demo"]).Select(Path.GetFileName).Order().ShouldBe(["audit.json", "data.npy", "labels.npy", "model.onnx", "report.html"]);
    }

    [Fact]
    public void TheSameSeedMakesTheSameFiles()
    {
        foreach (var folder in (string[])["one", "two"])
        {
            Invocation.Of("demo", "--audit", "--output", _scratch[folder], "--seed", "7").Code.ShouldBe(ExitCode.Done);
        }

        foreach (var file in (string[])["model.onnx", "data.npy", "labels.npy"])
        {
            File.ReadAllBytes(Path.Combine(_scratch["two"], file)).ShouldBe(File.ReadAllBytes(Path.Combine(_scratch["one"], file)));
        }
    }

    [Fact]
    public void AnUnwritablePlaceIsAnError()
    {
        var file = _scratch.Text("file", "");

        Invocation.Of("demo", "--audit", "--output", Path.Combine(file, "demo")).ShouldFail(ExitCode.BrokenFile, "file");
    }
}
