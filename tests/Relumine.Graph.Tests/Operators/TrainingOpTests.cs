using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Randomness;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Operators that do something else while a network learns.</summary>
public class TrainingOpTests
{
    private const int Count = 100_000;
    private static readonly CounterRandom s_random = new(7, 3, 5);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void DropoutDropsWithItsProbabilityAndScalesTheRest(double ratio)
    {
        var x = Filled(Count, 3);
        var (y, mask) = (ModelTensor.Zeros(ElementType.Float32, x.Shape), ModelTensor.Zeros(ElementType.Bool, x.Shape));
        Train(new Dropout(), [x, ModelTensor.Scalar((float)ratio)], [y, mask]);

        var kept = mask.Values<bool>().ToArray();
        kept.Count(k => k).ShouldBeInRange(Binomial(1 - ratio, -5), Binomial(1 - ratio, 5));
        y.Values<float>().ToArray().Zip(kept).ShouldAllBe(p => p.First == (p.Second ? (float)(3 / (1 - ratio)) : 0));
    }

    [Fact]
    public void DropoutSendsTheGradientTheSameWay()
    {
        // Lengths that are no whole number of registers or blocks, in both types.
        foreach (var length in (int[])[1, 7, 16, 1023, 1025, 5000])
        {
            var (x, g) = (Filled(length, 1), Filled(length, 2));
            var (y, dx) = (Filled(length, float.NaN), Filled(length, float.NaN));
            ModelTensor[] inputs = [x, ModelTensor.Scalar(0.5f)];
            var training = Train(new Dropout(), inputs, [y]);
            new Dropout().TrainBackward(new BackwardContext(inputs, [y], [g], [dx, null], default), training);
            dx.Values<float>().ToArray().ShouldBe(y.Values<float>().ToArray().Select(v => 2 * v));

            var wide = ModelTensor.Zeros(ElementType.Float64, x.Shape);
            Train(new Dropout(), [ModelTensor.Of<double>(x.Shape, x.ToDoubles()), ModelTensor.Scalar(0.5f)], [wide]);
            wide.ToDoubles().ShouldBe(y.ToDoubles());
        }
    }

    [Fact]
    public void DropoutSaysWhatIsWrongWithARatio()
    {
        var x = Filled(4, 1);
        Should.Throw<GraphException>(() => Train(new Dropout(), [x, ModelTensor.Scalar(1.5f)], [x])).Message.ShouldContain("1.5");
        Should.Throw<ArgumentOutOfRangeException>(() => new AlphaDropout(1)).Message.ShouldContain("less than 1");
    }

    // Constants for a share kept: from 40-digit arithmetic.
    [Theory]
    [InlineData(0.95, 0.954844476005, 0.083935572194)]
    [InlineData(0.5, 0.886404894666, 0.779193930518)]
    public void AlphaDropoutKeepsMeanAndVariance(double keep, double scale, double shift)
    {
        var x = ModelTensor.Of<double>(new Shape(Count), [.. Enumerable.Range(0, Count).Select(i => new CounterRandom(1, 0, 0).Normal(i))]);
        var y = ModelTensor.Zeros(ElementType.Float64, x.Shape);
        Train(new AlphaDropout(1 - keep), [x], [y]);

        var saturated = shift - 1.7580993408473766 * scale;
        var kept = y.ToDoubles().Zip(x.ToDoubles()).Where(p => Math.Abs(p.First - saturated) > 1e-9).ToArray();
        kept.Length.ShouldBeInRange(Binomial(keep, -5), Binomial(keep, 5));
        kept.ShouldAllBe(p => Math.Abs(p.First - (scale * p.Second + shift)) < 1e-10);
        var mean = y.ToDoubles().Average();
        mean.ShouldBe(0, 5 / Math.Sqrt(Count));
        y.ToDoubles().Average(v => (v - mean) * (v - mean)).ShouldBe(1, 5 * Math.Sqrt(3.0 / Count));
    }

    [Fact]
    public void AlphaDropoutSendsTheGradientToThoseItKept()
    {
        var op = new AlphaDropout(0.5);
        var (x, y, g, dx) = (Filled(999, 0), Filled(999, 0), Filled(999, 1), Filled(999, float.NaN));
        var training = Train(op, [x], [y]);
        op.TrainBackward(new BackwardContext([x], [y], [g], [dx], default), training);
        dx.Values<float>().ToArray().ShouldBe(y.Values<float>().ToArray().Select(v => v > 0 ? 0.886404894666f : 0), 1e-6);
    }

    [Fact]
    public void RandomizedRectifierDrawsSlopesAndUsesTheirMeanAfterwards()
    {
        var op = new RRelu(Kernels.Rows.RRelu.Default);
        var (x, y, g, dx) = (Filled(Count, -1), Filled(Count, 0), Filled(Count, 1), Filled(Count, float.NaN));
        var training = Train(op, [x], [y]);
        op.TrainBackward(new BackwardContext([x], [y], [g], [dx], default), training);

        var slopes = dx.ToDoubles();
        slopes.ShouldAllBe(a => a >= 0.125 && a <= 1 / 3.0);
        slopes.Average().ShouldBe(11 / 48.0, 5 * (1 / 3.0 - 0.125) / Math.Sqrt(12.0 * Count));
        y.ToDoubles().ShouldBe(slopes.Select(a => -a));
        Apply.One(op, x).ToDoubles().ShouldAllBe(v => Math.Abs(v + 11 / 48.0) < 1e-7);
        op.Lower().ShouldBe(new Activate(Activation.Of(new LeakyRelu(11 / 48.0))));
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(5, 4, 1)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(2, 3, 5, 8)]
    public void BatchNormalizationUsesTheStatisticsOfTheBatch(params int[] dims)
    {
        var random = new Random(11);
        var (shape, channels) = (new Shape(dims), dims[1]);
        var inputs = BatchInputs(shape, random);
        var (mean, variance) = (inputs[3]!.ToDoubles(), inputs[4]!.ToDoubles());
        var y = ModelTensor.Zeros(ElementType.Float64, shape);
        Train(new BatchNormalization(1e-3f, 0.75f), inputs, [y]);

        var positions = shape.ElementCount / dims[0] / channels;
        for (var c = 0; c < channels; c++)
        {
            int[] own = [.. Enumerable.Range(0, shape.ElementCount).Where(i => i / positions % channels == c)];
            var values = own.Select(i => inputs[0]!.ToDoubles()[i]).ToArray();
            var average = values.Average();
            var spread = values.Average(v => (v - average) * (v - average));
            foreach (var (i, v) in own.Zip(values))
            {
                y.ToDoubles()[i].ShouldBe((v - average) / Math.Sqrt(spread + 1e-3f) * inputs[1]!.ToDoubles()[c] + inputs[2]!.ToDoubles()[c], 1e-12);
            }

            inputs[3]!.ToDoubles()[c].ShouldBe(0.75 * mean[c] + 0.25 * average, 1e-12);
            inputs[4]!.ToDoubles()[c].ShouldBe(0.75 * variance[c] + 0.25 * spread, 1e-12);
        }
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(5, 4, 1)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(2, 3, 5, 8)]
    public void BatchNormalizationHasTheGradientThroughTheStatistics(params int[] dims)
    {
        const double Step = 1e-5;
        var op = new BatchNormalization(1e-3f);
        var random = new Random(13);
        var shape = new Shape(dims);
        var inputs = BatchInputs(shape, random);
        var (y, w) = (ModelTensor.Zeros(ElementType.Float64, shape), GradientCase.Random(shape, random));
        ModelTensor?[] gradients = [.. inputs.Select(t => GradientCase.Random(t!.Shape, random))];
        var training = Train(op, inputs, [y]);
        op.TrainBackward(new BackwardContext(inputs, [y], [w], gradients, default), training);
        for (var i = 0; i < 3; i++)
        {
            var v = GradientCase.Random(inputs[i]!.Shape, random);
            GradientCase.Dot(gradients[i]!, v).ShouldBe((At(i, v, Step) - At(i, v, -Step)) / (2 * Step), 1e-7, $"input {i}");
        }

        gradients[3]!.ToDoubles().Concat(gradients[4]!.ToDoubles()).ShouldAllBe(d => d == 0);

        double At(int i, ModelTensor v, double h)
        {
            var moved = inputs.Select(t => t!.Clone()).ToArray();
            moved[i] = ModelTensor.Of<double>(v.Shape, [.. moved[i].ToDoubles().Zip(v.ToDoubles(), (x, d) => x + h * d)]);
            Train(op, moved, [y]);
            return GradientCase.Dot(y, w);
        }
    }

    [Fact]
    public void TrainingAllocatesNothing()
    {
        var x = ModelTensor.Zeros(ElementType.Float32, new Shape(6, 4, 3, 3));
        ModelTensor[] statistics = [.. Enumerable.Range(0, 4).Select(_ => ModelTensor.Of<float>(new Shape(4), [1, 2, 3, 4]))];
        foreach (
            var (op, inputs) in ((ITrainingOp, ModelTensor[])[])
                [
                    (new Dropout(), [x, ModelTensor.Scalar(0.5f)]),
                    (new AlphaDropout(0.1), [x]),
                    (new RRelu(Kernels.Rows.RRelu.Default), [x]),
                    (new BatchNormalization(), [x, .. statistics]),
                ]
        )
        {
            ModelTensor?[] gradients = [.. inputs.Select(t => t.Length > 1 ? t.Clone() : null)];
            ModelTensor[] outputs = [x.Clone()];
            var training = new TrainingContext(new ForwardContext(inputs, outputs)) { Samples = 6, Random = s_random };
            var backward = new BackwardContext(inputs, outputs, [x.Clone()], gradients, default);
            var bytes = 0L;
            for (var step = 0; step < 2; step++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                op.TrainForward(training);
                op.TrainBackward(backward, training);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            bytes.ShouldBe(0, op.ToString());
        }
    }

    private static TrainingContext Train(ITrainingOp op, ModelTensor?[] inputs, ModelTensor[] outputs)
    {
        var training = new TrainingContext(new ForwardContext(inputs, outputs)) { Samples = inputs[0]!.Shape[0], Random = s_random };
        op.TrainForward(training);
        return training;
    }

    private static ModelTensor?[] BatchInputs(Shape shape, Random random)
    {
        var channels = new Shape(shape[1]);
        return
        [
            GradientCase.Random(shape, random, 1, 5),
            .. Enumerable.Range(0, 3).Select(_ => GradientCase.Random(channels, random)),
            GradientCase.Random(channels, random, 0.5, 2),
        ];
    }

    private static ModelTensor Filled(int length, float value)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float32, new Shape(length));
        tensor.Values<float>().Fill(value);
        return tensor;
    }

    private static int Binomial(double probability, double deviations) =>
        (int)Math.Round(Count * probability + deviations * Math.Sqrt(Count * probability * (1 - probability)));
}
