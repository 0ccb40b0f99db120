using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Networks;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Tests.Networks;

/// <summary>What networks look like once they are built, and what is said about layers that do not fit.</summary>
public class NetworkTests
{
    [Fact]
    public void ADenseLayerIsAGemmWithUnitsAsRows()
    {
        var model = Network.Input(784).Dense(256).Relu().Dense(10).Build();

        model.Graph.Nodes.Select(n => n.Name).ShouldBe(["dense1", "relu1", "dense2"]);
        model.Graph.Nodes[0].Op.ShouldBe(new Gemm(TransB: true));
        model.Weights["dense1.weight"].Shape.ShouldBe(new Shape(256, 784));
        model.Weights["dense2.bias"].Shape.ShouldBe(new Shape(10));
        model.Graph.Inputs[0].ToString().ShouldBe("input: Float32 [N, 784]");
        model.Graph.Outputs[0].ToString().ShouldBe("dense2: Float32 [N, 10]");
    }

    [Fact]
    public void AConvolutionalNetworkKnowsItsShapes()
    {
        var network = Network.Input(1, 28, 28).Conv(32, kernel: 3, padding: 1).Relu().MaxPool(2).Conv(64, 3).AveragePool(3, stride: 2).Flatten().Dense(10);

        network.SampleShape.ShouldBe(new Shape(10));
        network.Parameters.Select(p => $"{p.Name} {p.Shape} {p.FanIn} {p.FanOut}").ShouldBe(
        [
            "conv1.weight [32, 1, 3, 3] 9 288", "conv1.bias [32] 0 0",
            "conv2.weight [64, 32, 3, 3] 288 576", "conv2.bias [64] 0 0",
            "dense1.weight [10, 1600] 1600 10", "dense1.bias [10] 0 0",
        ]);
        Run(network.Build(), 1, 28, 28).Length.ShouldBe(30);
    }

    [Fact]
    public void NothingChangesBehindAHandle()
    {
        var trunk = Network.Input(4).Dense(8).Relu();
        var left = trunk.Dense(3);
        var right = trunk.Dense(5).Tanh();

        trunk.SampleShape.ShouldBe(new Shape(8));
        Network.Concat(left, right).SampleShape.ShouldBe(new Shape(8));
        left.Build().Graph.Nodes.Count.ShouldBe(3);
        Network.Concat(left, right).Build().Graph.Nodes.Select(n => n.Name).ShouldBe(["dense1", "relu1", "dense2", "dense3", "tanh1", "concat1"]);
    }

    [Fact]
    public void AResidualBlockAddsItsInput()
    {
        var block = Network.Input(3).Residual(x => x.Dense(3, new Constant(2), bias: new[] { 1.0, 0, 0 }));

        // Every unit adds up 1 + 2 + 3, twice.
        RunOn(block.Build(), 1, 2, 3).ShouldBe([1 + 13, 2 + 12, 3 + 12]);
        Should.Throw<ArgumentException>(() => Network.Input(3).Residual(x => x.Dense(4))).Message.ShouldContain("gives [4], but what it is added to is [3]");
        Network.Input(3).Residual(x => x.Dense(4), x => x.Dense(4)).SampleShape.ShouldBe(new Shape(4));
    }

    [Fact]
    public void MaxoutTakesTheLargestPiece()
    {
        // Two units of two pieces on one input: max(x, −x) and max(x + 1, −x).
        var model = Network.Input(1).Maxout(2, 2, bias: new[] { 0.0, 0, 1, 0 }).Build();
        new float[] { 1, -1, 1, -1 }.CopyTo(model.Weights["maxout1.weight"].Values<float>());

        RunOn(model, -3).ShouldBe([3, 3]);
        RunOn(model, 2).ShouldBe([2, 3]);
        model.Graph.Nodes.Select(n => n.Op.Type).ShouldBe(["Gemm", "Reshape", "ReduceMax"]);
        model.Graph.Nodes.Select(n => n.Name).ShouldBe(["maxout1", "maxout1.pieces", "maxout1.max"]);
    }

    [Theory]
    [InlineData(true, "[1]")]
    [InlineData(false, "[2, 1, 1]")]
    public void PreluHasOneSlopeOrOneForEachChannel(bool shared, string shape)
    {
        var network = Network.Input(2, 1, 1).Prelu(0.5, shared);

        network.Parameters.ShouldHaveSingleItem().ShouldBe(new LayerWeight("prelu1.slope", "prelu1", WeightRole.Slope, network.Parameters[0].Shape, 0, 0));
        network.Parameters[0].Shape.ToString().ShouldBe(shape);
        RunOn(network.Build(), -4, 3).ShouldBe([-2, 3]);
    }

    [Fact]
    public void EveryActivationOfTheCatalogueIsALayer()
    {
        foreach (var activation in ActivationCatalogue.All)
        {
            var network = Network.Input(3).Activate(activation);
            var given = RunOn(network.Build(), -0.5f, 0.25f, 2);

            for (var i = 0; i < 3; i++)
            {
                given[i].ShouldBe((float)activation.Value(new[] { -0.5, 0.25, 2 }[i]), 1e-5f, activation.ToString());
            }
        }
    }

    [Fact]
    public void FreshNormalizationsAndDropoutLeaveSamplesAlone()
    {
        var model = Network.Input(2).BatchNormalization().Dropout(0.3).Build();

        RunOn(model, 3, -2).Select(v => Math.Round(v, 4)).ShouldBe([3, -2]);
        RunOn(Network.Input(2).LayerNormalization().Build(), 3, 1).Select(v => Math.Round(v, 4)).ShouldBe([1, -1]);
        Network.Input(2).BatchNormalization().Parameters.Select(p => p.Name + (p.IsLearned ? "" : " (follows)")).ShouldBe(
            ["batchNormalization1.scale", "batchNormalization1.shift", "batchNormalization1.mean (follows)", "batchNormalization1.variance (follows)"]);
    }

    [Fact]
    public void ALayerMayHaveItsOwnKink() =>
        Network.Input(2).Relu(Kink.Middle).Relu().Elu(kink: Kink.Right).KinkOfLayer
            .ShouldBe(new Dictionary<string, Kink> { ["relu1"] = Kink.Middle, ["elu1"] = Kink.Right }, ignoreOrder: true);

    [Fact]
    public void ALayerMayHaveItsOwnBeginning()
    {
        var model = Network
            .Input(2)
            .Dense(2, new Constant(0.5), -10)
            .Relu()
            .Dense(2, bias: new[] { 1.0, 2 })
            .Dense(1, bias: InitialBias.None)
            .Build(1, new(new Constant(3), 4));

        model.Weights["dense1.weight"].ToDoubles().ShouldAllBe(w => w == 0.5);
        model.Weights["dense1.bias"].ToDoubles().ShouldBe([-10, -10]);
        model.Weights["dense2.weight"].ToDoubles().ShouldAllBe(w => w == 3);
        model.Weights["dense2.bias"].ToDoubles().ShouldBe([1, 2]);
        model.Weights.ContainsKey("dense3.bias").ShouldBeFalse();
    }

    [Fact]
    public void LayersThatDoNotFitSayWhatWasExpected()
    {
        static string Message(Action build) => Should.Throw<ArgumentException>(build).Message;

        Message(() => Network.Input(1, 8, 8).Dense(3))
            .ShouldBe("A dense layer cannot follow 'input', whose samples have the shape [1, 8, 8]: it takes vectors; put Flatten in between.");
        Message(() => Network.Input(8).Conv(3, 3)).ShouldContain("it takes [channels, D1]");
        Message(() => Network.Input(1, 2, 2).Conv(3, 3)).ShouldContain("the window does not fit");
        Message(() => Network.Input(3, 8, 8).Conv(4, 3, groups: 2)).ShouldContain("3 input and 4 output channels cannot be divided into 2 groups");
        Message(() => Network.Input(8).Dense(3, bias: new[] { 1.0, 2 })).ShouldContain("has 3 units, but 2 biases are given");
        Message(() => Network.Input(6).Reshape(4, 2)).ShouldContain("6 elements cannot have the shape");
        Message(() => Network.Input(6).Dense(2).Add(Network.Input(6).Dense(2))).ShouldContain("different inputs");
        Message(() => Network.Input(6).Dense(0)).ShouldContain("units");
        Message(() => Network.Input(0)).ShouldContain("sampleShape");
        Message(() => Network.Input(50000).Dense(50000)).ShouldContain("too many");
        Message(() => Network.Input(6).Activate("reloo")).ShouldContain("There is no activation named 'reloo'");
    }

    [Fact]
    public void ADeepNetworkIsBuiltWithoutRecursion()
    {
        var network = Network.Input(1);
        for (var i = 0; i < 20_000; i++)
        {
            network = network.Relu();
        }

        network.Build().Graph.Nodes.Count.ShouldBe(20_000);
    }

    private static float[] RunOn(Model model, params float[] sample)
    {
        using var plan = Plan.Compile(model);
        var output = ModelTensor.Zeros(ElementType.Float32, plan.Outputs[0].Shape);
        plan.Run(1, [ModelTensor.Vector<float>(sample)], [output]);
        return output.Values<float>().ToArray();
    }

    private static float[] Run(Model model, params int[] shape)
    {
        using var plan = Plan.Compile(model);
        var output = ModelTensor.Zeros(ElementType.Float32, plan.Outputs[0].Shape.With(0, 3));
        plan.Run(3, [ModelTensor.Zeros(ElementType.Float32, new Shape(shape).Prepend(3))], [output]);
        return output.Values<float>().ToArray();
    }
}
