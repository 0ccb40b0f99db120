using Relumine.Cli.Sessions;
using Relumine.Reports.Tests.Pages;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine fold</c>.</summary>
public sealed class FoldCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void EachFoldMakesFourTimesAsManyPieces()
    {
        foreach (var unicode in (bool[])[true, false])
        {
            var run = Invocation.In(80, unicode, CancellationToken.None, "fold", "--folds", "4");

            run.Code.ShouldBe(ExitCode.Done, run.Error);
            run.Out.ShouldMatch(@"3 \S +12 \S +64 \S +at most 79");
            run.Out.ShouldMatch(@"4 \S +16 \S +256 \S +at most 137");
            run.Out.ShouldContain("8 pieces");
            run.Out.Split('\n').Where(l => l.Length > 80).ShouldBeEmpty();
        }
    }

    [Fact]
    public void TrainedNetworksAreShownBesideTheConstruction()
    {
        foreach (var (name, layers) in new[] { ("wide", "{ \"dense\": 6 }, { \"relu\": {} }"), ("deep",
            "{ \"dense\": 3 }, { \"relu\": {} }, { \"dense\": 3 }, { \"relu\": {} }") })
        {
            _scratch.Text(name + ".json", $$"""
                { "schema": "relumine.recipe/1", "data": { "circles": {} }, "model": [ {{layers}}, { "dense": 2 } ],
                  "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "batch": 32, "epochs": 2, "seed": 1 }
                """);
        }

        var run = Invocation.Of("fold", _scratch["wide.json"], _scratch["deep.json"], "--html", _scratch["fold.html"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("3, 3");
        run.Error.Split('\n').Count(l => l.Contains("epoch ", StringComparison.Ordinal)).ShouldBe(2, "a line for each recipe, not for each epoch");
        var page = Documents.Parse(File.ReadAllText(_scratch["fold.html"]));
        page.Of("script").ShouldBeEmpty();
        page.Of("figcaption").Count(f => f.Value.StartsWith("behind layer", StringComparison.Ordinal)).ShouldBe(3);
        page.Of("h1").Single().Value.ShouldBe("Why depth folds space");
    }

    [Fact]
    public void ARecipeWithOtherInputsIsRefused()
    {
        var recipe = _scratch.Text("five.json", """
            { "schema": "relumine.recipe/1", "data": { "blobs": { "features": 5 } }, "model": [ { "dense": 4 }, { "relu": {} }, { "dense": 10 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "batch": 32, "epochs": 1, "seed": 1 }
            """);

        Invocation.Of("fold", recipe, "--quiet").ShouldFail(ExitCode.WrongUsage, "takes 5 numbers", "two inputs");
    }
}
