using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Tests.Inference;
using Relumine.Engine.Training.Planning;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Tests.Training;

/// <summary>Convolutions with their activations and pooling, fused, against the same network operator by operator.</summary>
public class ConvolutionTrainingTests
{
    private const int Samples = 10;

    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["the usual"] = () =>
            Network.Input(1, 12, 12).Conv(9, 3, padding: 1).Relu().MaxPool(2).Conv(33, 3, padding: 1).Relu().MaxPool(2).Flatten().Dense(6).Relu().Dense(4),
        ["λ = ½ everywhere"] = () => Network.Input(2, 8, 8).Conv(5, 3).Relu(Kink.Middle).MaxPool(2).Conv(4, 2).Relu(Kink.Right).Flatten().Dense(3),
        ["slopes from outputs"] = () => Network.Input(3, 9, 9).Conv(5, 3).LeakyRelu().Conv(6, 3, stride: 2).Elu().MaxPool(2).Flatten().Dense(3),
        ["slopes from inputs"] = () => Network.Input(3, 9, 9).Conv(5, 3).Gelu().Conv(6, 3, stride: 2).Silu().MaxPool(2).Flatten().Dense(3),
        ["no activation"] = () => Network.Input(3, 7, 7).Conv(5, 3).Conv(6, 3, padding: 2).Flatten().Dense(3),
        ["groups and depthwise"] = () =>
            Network.Input(4, 8, 8).Conv(8, 3, groups: 2).Relu().Conv(8, 3, padding: 1, groups: 8).Relu().Conv(12, 1).Relu().GlobalAveragePool().Dense(3),
        ["one dimension, dilated"] = () => Network.Input(2, 40).Conv(6, 5, dilation: 2).Relu().MaxPool(3).Conv(7, 3, stride: 2).Relu().Flatten().Dense(3),
        ["three dimensions"] = () => Network.Input(2, 6, 6, 6).Conv(6, 3).Relu().MaxPool(2).Conv(7, 2).Relu().Flatten().Dense(3),
        ["normalized"] = () =>
            Network.Input(3, 8, 8).Conv(16, 3, padding: 1).BatchNormalization().Relu().Conv(5, 3, stride: 2, padding: 1).BatchNormalization().Conv(7, 1)
                .BatchNormalization().Relu().GlobalAveragePool().Dense(3),
        ["normalized, and read by others"] = () =>
            Network.Input(3, 8, 8).Conv(6, 3, padding: 1).BatchNormalization().Relu().MaxPool(2).Conv(7, 3).BatchNormalization().Gelu()
                .Conv(9, 1).BatchNormalization().Relu(Kink.Middle).Flatten().Dense(3),
        ["residual"] = () =>
            Network.Input(3, 8, 8).Conv(16, 3, padding: 1).BatchNormalization().Relu()
                .Residual(x => x.Conv(16, 3, padding: 1).BatchNormalization().Relu().Conv(16, 3, padding: 1).BatchNormalization()).Relu()
                .Residual(x => x.Conv(20, 3, stride: 2, padding: 1).BatchNormalization().Relu().Conv(20, 3, padding: 1).BatchNormalization(),
                    x => x.Conv(20, 1, stride: 2).BatchNormalization()).Relu()
                .Residual(x => x.Conv(20, 3, padding: 1).BatchNormalization().Relu().Conv(20, 3, padding: 1).BatchNormalization())
                .GlobalAveragePool().Dense(3),
        ["residual, without what is needed"] = () =>
            Network.Input(4, 8, 8).Residual(x => x.Conv(4, 3, padding: 1).BatchNormalization()).Relu()
                .Residual(x => x.Conv(4, 3, padding: 1).BatchNormalization().Relu().Conv(4, 1).BatchNormalization()).Gelu()
                .Residual(x => x.Conv(4, 1).Relu()).Conv(5, 3).BatchNormalization().Relu().Flatten().Dense(3),
        ["overlapping windows"] = () => Network.Input(2, 9, 9).Conv(6, 3).Relu().MaxPool(3, 2).Conv(7, 2).Relu().Flatten().Dense(3),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FusedAndPlainLearnTheSame(string name)
    {
        var (model, options, input, targets) = Case(name);
        options = options with { Precision = ElementType.Float64 };
        var doubles = ModelTensor.Of<double>(input.Shape, input.ToDoubles());
        using var fused = TrainingPlan.Compile(model, options);
        using var plain = TrainingPlan.Compile(model, options with { Fuse = false });
        for (var step = 1; step <= 2; step++)
        {
            var loss = plain.Run(Samples, [doubles], Targets.OfValues(targets), step);
            fused.Run(Samples, [doubles], Targets.OfValues(targets), step).ShouldBe(loss, 1e-11 * (1 + loss));
            foreach (var parameter in plain.Parameters)
            {
                var other = fused.Parameters.Single(p => p.Name == parameter.Name);
                foreach (var (a, b) in other.GradientToTensor().ToDoubles().Zip(parameter.GradientToTensor().ToDoubles()))
                {
                    a.ShouldBe(b, 1e-10 * (1 + Math.Abs(b)), $"{parameter.Name} at step {step}");
                }
            }

            foreach (var (a, b) in fused.Layers.Zip(plain.Layers))
            {
                a.Layer.Name.ShouldBe(b.Layer.Name);
                a.Firing.Fired.ShouldBe(b.Firing.Fired);
                a.Firing.FiredPositions.ShouldBe(b.Firing.FiredPositions);
                a.Firing.FiredEverywhere.ShouldBe(b.Firing.FiredEverywhere);
                if (model.Graph.Nodes.Single(n => n.Outputs.Contains(a.Layer.PreActivation)).Op is Conv)
                {
                    a.Weight.ShouldNotBeNull("what moves a unit must be known");
                }

            }

            fused.Update(new Sgd(0.1), 0.1, step);
            plain.Update(new Sgd(0.1), 0.1, step);
        }

        foreach (var (weight, tensor) in plain.ToModel().Weights)
        {
            var other = fused.ToModel().Weights[weight].ToDoubles();
            tensor.ToDoubles().Zip(other).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsDoNotChangeABit(string name)
    {
        var (model, options, input, targets) = Case(name);
        var one = Train(1);
        foreach (var threads in new[] { 2, 3 })
        {
            foreach (var (weight, tensor) in Train(threads))
            {
                tensor.Bytes.SequenceEqual(one[weight].Bytes).ShouldBeTrue($"{weight} with {threads} threads");
            }
        }

        IReadOnlyDictionary<string, ModelTensor> Train(int threads)
        {
            using var plan = TrainingPlan.Compile(model, options with { Threads = threads });
            for (var step = 1; step <= 3; step++)
            {
                plan.Run(Samples - step, [input], Targets.OfValues(targets.AsSpan(0, targets.Length / Samples * (Samples - step))), step);
                plan.Update(new Sgd(0.1, 0.9), 0.1, step);
            }

            return plan.ToModel().Weights;
        }
    }

    private static (Model Model, TrainingPlanOptions Options, ModelTensor Input, float[] Targets) Case(string name)
    {
        var network = s_networks[name]();
        var numbers = new RandomNetworks(7);
        var outputs = network.SampleShape.ElementCount;
        var model = network.Build(3);
        var options = new TrainingPlanOptions { Loss = new MeanSquaredError(), Batch = Samples, KinkOfLayer = network.KinkOfLayer };
        var sample = model.Graph.Inputs[0].Dims.Skip(1).Select(d => d.Size!.Value);
        return (
            model,
            options,
            numbers.Numbers(ElementType.Float32, [Samples, .. sample]),
            numbers.Numbers(ElementType.Float32, Samples, outputs).Values<float>().ToArray()
        );
    }
}
