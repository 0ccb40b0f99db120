using Relumine.Engine.Inference;
using Relumine.Engine.Networks;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Inference;

/// <summary>Convolutional networks, fused, against the same network operator by operator.</summary>
public class ConvolutionPlanTests
{
    private const int Samples = 70;

    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["the usual"] = () =>
            Network.Input(1, 12, 12).Conv(9, 3, padding: 1).Relu().MaxPool(2).Conv(33, 3, padding: 1).Relu().MaxPool(2).Flatten().Dense(6).Relu().Dense(4),
        ["normalised"] = () =>
            Network.Input(3, 9, 9).Conv(5, 3).BatchNormalization().Relu().Conv(6, 3, stride: 2).BatchNormalization().Elu().MaxPool(2).Flatten().Dense(3),
        ["pooled before the activation"] = () => Network.Input(3, 9, 9).Conv(5, 3).MaxPool(3, 2, padding: 1).Gelu().Conv(6, 3).Flatten(),
        ["groups and depthwise"] = () =>
            Network.Input(4, 8, 8).Conv(8, 3, groups: 2).Relu().Conv(8, 3, padding: 1, groups: 8).Relu().Conv(12, 1).Relu().GlobalAveragePool().Dense(3),
        ["one dimension, dilated"] = () => Network.Input(2, 40).Conv(6, 5, dilation: 2).Relu().MaxPool(3).Conv(7, 3, stride: 2).Relu().Flatten().Dense(3),
        ["three dimensions"] = () => Network.Input(2, 6, 6, 6).Conv(6, 3).Relu().MaxPool(2).Conv(7, 2).Relu().Flatten().Dense(3),
        ["residual"] = () => Network.Input(3, 12, 12).Conv(5, 3, padding: 1).BatchNormalization().Relu()
            .Residual(b => b.Conv(7, 1).Relu().Conv(5, 3, padding: 1).BatchNormalization()).Relu()
            .Residual(b => b.Conv(5, 3, padding: 1)).Relu().GlobalAveragePool().Dense(3),
        ["residual with a projection, read as planes too"] = () => Network.Input(3, 12, 12).Conv(16, 3, padding: 1).Relu()
            .Residual(b => b.Conv(16, 3, padding: 1).Relu().Conv(32, 3, stride: 2, padding: 1), s => s.Conv(32, 1, stride: 2)).Relu()
            .Residual(b => b.MaxPool(3, 1, padding: 1).Conv(32, 3, padding: 1, groups: 32).Relu().Conv(32, 1)).Elu()
            .Residual(b => b.Conv(32, 3, padding: 1, groups: 32)).Relu().MaxPool(2).Flatten().Dense(3),
        ["a sum that nothing follows"] = () => Network.Input(3, 9, 9).Conv(6, 3, padding: 1).Residual(b => b.Conv(6, 3, padding: 1)),
        ["nothing else"] = () => Network.Input(3, 7, 7).Conv(5, 3, padding: 2),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FusedAndUnfusedPlansAgree(string name)
    {
        var (model, x) = Case(name);
        var wide = ModelTensor.Of<double>(x.Shape, x.ToDoubles());
        var (fused, _) = Run(model, wide, new PlanOptions { Precision = ElementType.Float64 });
        var (plain, _) = Run(model, wide, new PlanOptions { Precision = ElementType.Float64, Fuse = false });
        foreach (var (a, b) in fused.ToDoubles().Zip(plain.ToDoubles()))
        {
            a.ShouldBe(b, 1e-11 * (1 + Math.Abs(b)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsAndBatchesDoNotChangeABit(string name)
    {
        var (model, x) = Case(name);
        var (whole, _) = Run(model, x, new PlanOptions());
        Run(model, x, new PlanOptions { Threads = 3, Observe = Observation.Full }).Y.Bytes.SequenceEqual(whole.Bytes).ShouldBeTrue();
        using var plan = Plan.Compile(model);
        var (inputs, outputs) = (plan.Inputs[0].SampleLength, plan.Outputs[0].SampleLength);
        for (int first = 0, count; first < Samples; first += count)
        {
            count = Math.Min(1 + first % 13, Samples - first);
            var part = ModelTensor.Of<float>(new Shape(count, inputs), x.Values<float>().Slice(first * inputs, count * inputs));
            var y = ModelTensor.Zeros(ElementType.Float32, new Shape(count, outputs));
            plan.Run(count, [part], [y]);
            y.Bytes.SequenceEqual(whole.Bytes.Slice(first * outputs * 4, count * outputs * 4)).ShouldBeTrue($"samples {first} to {first + count}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StatisticsAreTheSameForFusedAndUnfusedPlans(string name)
    {
        var (model, x) = Case(name);
        var wide = ModelTensor.Of<double>(x.Shape, x.ToDoubles());
        var options = new PlanOptions { Precision = ElementType.Float64, Observe = Observation.Full };
        var (_, fused) = Run(model, wide, options with { Threads = 2 });
        var (_, plain) = Run(model, wide, options with { Fuse = false });
        fused.Select(l => l.Name).ShouldBe(plain.Select(l => l.Name));
        foreach (var (a, b) in fused.Select(l => l.Statistics).Zip(plain.Select(l => l.Statistics)))
        {
            (a.Samples, a.Values).ShouldBe((b.Samples, b.Values));
            a.Fired.ShouldBe(b.Fired);
            a.FiredPositions.ShouldBe(b.FiredPositions);
            a.FiredEverywhere.ShouldBe(b.FiredEverywhere);
            a.Sum.Zip(b.Sum).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-8);
            a.ActivationSumOfSquares.Zip(b.ActivationSumOfSquares).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-8);
        }
    }

    [Fact]
    public void AConstantForEachChannelBecomesTheBias()
    {
        var weights = new Dictionary<string, ModelTensor>
        {
            ["w"] = ModelTensor.Of<float>(new Shape(2, 1, 1, 1), 2, 3),
            ["b"] = ModelTensor.Of<float>(new Shape(2, 1, 1), 10, 20),
        };
        Node[] nodes = [new("conv", new Conv(), new[] { "x", "w" }, new[] { "z" }), new("add", new Add(), new[] { "b", "z" }, new[] { "y" })];
        var model = new Model(
            new ModelGraph(
                "g",
                new[] { new ValueInfo("x", ElementType.Float32, new Dimension[] { 1, 1, 1, 2 }) },
                new[] { new ValueInfo("y", ElementType.Float32, new Dimension[] { 1, 2, 1, 2 }) },
                nodes
            ),
            weights
        );
        using var plan = Plan.Compile(model);
        var y = ModelTensor.Zeros(ElementType.Float32, new Shape(1, 2, 1, 2));
        plan.Run(1, [ModelTensor.Of<float>(new Shape(1, 1, 1, 2), 5, 7)], [y]);
        y.ToDoubles().ShouldBe([20, 24, 35, 41]);
    }

    private static (Model Model, ModelTensor X) Case(string name)
    {
        var network = s_networks[name]();
        var model = network.Build(5);
        var sample = model.Graph.Inputs[0].Dims.Skip(1).Select(d => d.Size!.Value);
        return (model, new RandomNetworks(11).Numbers(ElementType.Float32, [Samples, .. sample]));
    }

    private static (ModelTensor Y, IReadOnlyList<ObservedLayer> Layers) Run(Model model, ModelTensor x, PlanOptions options)
    {
        using var plan = Plan.Compile(model, options);
        var y = ModelTensor.Zeros(x.Type, new Shape(Samples, plan.Outputs[0].SampleLength));
        plan.Run(Samples, [x], [y]);
        return (y, plan.Layers);
    }
}
