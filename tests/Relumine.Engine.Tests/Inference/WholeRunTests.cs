using Relumine.Data.Arrays;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Inference;

/// <summary>Where an input does not count samples in front although another does, data are one run.</summary>
public class WholeRunTests
{
    [Fact]
    public void ABatchThatStandsSecondMakesTheDataOneRun()
    {
        var feed = Feed(["batch", 3], [2, "batch", 3], new Shape(4, 3), new Shape(2, 4, 3));

        (feed.IsOneRun, feed.Samples).ShouldBe((true, 1));
    }

    [Fact]
    public void ASquareMatrixIsOneRun() =>
        Feed(["nodes", "nodes"], ["nodes", 3], new Shape(5, 5), new Shape(5, 3)).IsOneRun.ShouldBeTrue();

    [Fact]
    public void ABatchInFrontOfEveryInputCountsSamples()
    {
        var feed = Feed(["batch", 3], ["batch", 2, 3], new Shape(4, 3), new Shape(4, 2, 3));

        (feed.IsOneRun, feed.Samples).ShouldBe((false, 4));
    }

    [Fact]
    public void TwoSizesOfOneSymbolAreNoRun() =>
        Should.Throw<RelumineException>(() => Feed(["batch", 3], [2, "batch", 3], new Shape(4, 3), new Shape(2, 5, 3)))
            .Message.ShouldContain("All inputs need the same number");

    private static SampleFeed Feed(Dimension[] a, Dimension[] b, Shape dataOfA, Shape dataOfB) => new(
        new ModelGraph(
            "product",
            new ValueInfo[] { new("a", ElementType.Float32, a), new("b", ElementType.Float32, b) },
            new ValueInfo[] { new("y", ElementType.Float32, new Dimension[] { 1 }) { RankKnown = false } },
            new Node[] { new("product", new MatMul(), new[] { "a", "b" }, new[] { "y" }) }),
        [ModelTensor.Zeros(ElementType.Float32, dataOfA).AsData("a"), ModelTensor.Zeros(ElementType.Float32, dataOfB).AsData("b")]);
}
