using Relumine.Data.Arrays;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Inference;

/// <summary>What a run may take is bounded before it begins, and a run can be ended between two steps.</summary>
public class WorkLimitTests
{
    // 157 bytes in a file: each of two numbers is followed by a border of a hundred millions.
    private static Model Padded(long border) => new(
        new ModelGraph(
            "padded",
            new ValueInfo[] { new("x", ElementType.Float32, new Dimension[] { "N", 2 }) },
            new ValueInfo[] { new("y", ElementType.Float32, new Dimension[] { "N", 1 }) },
            new Node[]
            {
                new("pad", new Pad(), new[] { "x", "p" }, new[] { "t" }),
                new("max", new ReduceMax(), new[] { "t", "axes" }, new[] { "y" }),
            }),
        new Dictionary<string, ModelTensor> { ["p"] = ModelTensor.Vector<long>(0, 0, 0, border), ["axes"] = ModelTensor.Vector<long>(1) });

    [Fact]
    public void AFewBytesThatAskForADayAreRefusedUnlessThatIsMeant()
    {
        var error = Should.Throw<RelumineException>(() => Blocks(Padded(100_000_000), new PlanOptions()));
        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("5 weights");
        error.Message.ShouldContain("given 400 numbers");
        error.Settings.ShouldHaveSingleItem().Name.ShouldBe(nameof(PlanOptions.AnyWork));

        Blocks(Padded(100_000_000), new PlanOptions { AnyWork = true }).ShouldBe(200);
        Blocks(Padded(1000), new PlanOptions()).ShouldBe(200);
    }

    [Fact]
    public void ConstantsThatTakeLongToComputeAreRefused()
    {
        var nodes = new List<Node> { new("big", new Expand(), new[] { "one", "shape" }, new[] { "c0" }) };
        for (var i = 0; i < 300; i++)
        {
            nodes.Add(new($"sum{i}", new ReduceSum(), new[] { "c0" }, new[] { $"s{i}" }));
        }

        nodes.Add(new("add", new Graph.Operators.Arithmetic.Add(), new[] { "x", "s299" }, new[] { "y" }));
        var model = new Model(
            new ModelGraph(
                "computed",
                new ValueInfo[] { new("x", ElementType.Float32, new Dimension[] { "N", 2 }) },
                new ValueInfo[] { new("y", ElementType.Float32, new Dimension[] { "N", 2 }) { RankKnown = false } },
                nodes.ToArray()),
            new Dictionary<string, ModelTensor> { ["one"] = ModelTensor.Of<float>(new Shape(1), 1), ["shape"] = ModelTensor.Vector<long>(30_000_000) });

        Should.Throw<RelumineException>(() => Plan.Compile(model)).Message.ShouldContain("computes constants, which takes");
    }

    [Fact]
    public void ARunEndsBetweenTwoSteps()
    {
        using var stop = new CancellationTokenSource();
        using var plan = Plan.Compile(Padded(1000), new PlanOptions { Threads = 2 });
        ModelTensor[] inputs = [ModelTensor.Zeros(ElementType.Float32, new Shape(500, 2))];
        ModelTensor[] outputs = [ModelTensor.Zeros(ElementType.Float32, new Shape(500, 1))];
        plan.Run(500, inputs, outputs, stop.Token);
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => plan.Run(500, inputs, outputs, stop.Token));
        plan.Run(500, inputs, outputs);
    }

    private static int Blocks(Model model, PlanOptions options)
    {
        using var source = Samples.Of(new float[200, 2]).AsData();
        var feed = new SampleFeed(model.Graph, [source]);
        using var plan = feed.Compile(model, options);
        return feed.Blocks(plan).Sum(b => b.Samples);
    }
}
