using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Tests.Products;

/// <content>Threads that share the lines of one sample, and lines that are taken block by block.</content>
public sealed partial class ConvolutionTests
{
    public static TheoryData<int> LargeCases => [0, 1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(LargeCases))]
    public void ThreadsThatShareLinesChangeNoBitAndNoCount(int which)
    {
        var c = ConvolutionCase<float>.Large(which);
        var output = c.Geometry.Window.Output;
        WindowGeometry[] poolings =
        [
            new(output, [1, output[1] / 2, output[2] / 2], [1, 2, 2], [1, 2, 2], [1, 1, 1], [0, 0, 0]),
            new(output, [1, output[1] / 3, output[2] / 3], [1, 3, 3], [1, 3, 3], [1, 1, 1], [0, 0, 0]),
            new(output, [1, (output[1] - 1) / 2, (output[2] - 1) / 2], [1, 3, 3], [1, 2, 2], [1, 1, 1], [0, 0, 0]),
        ];
        foreach (var pooling in poolings.Prepend(null))
        {
            foreach (var isPlanar in new[] { false, true })
            {
                foreach (var detail in Enum.GetValues<ProbeDetail>())
                {
                    UnitStatistics alone = new(c.Units, detail, true), shared = new(c.Units, detail, true);
                    var y = new float[(pooling ?? c.Geometry.Window).Positions * c.Units];
                    var other = new float[y.Length];
                    var operands = new ConvolutionOperands<float>
                    {
                        Samples = 1,
                        Geometry = c.Geometry,
                        Input = c.X,
                        InputIsPlanar = isPlanar,
                        Weights = c.Packed(),
                        Bias = c.B,
                        Pooling = pooling,
                        Output = y,
                        OutputIsPlanar = isPlanar,
                        Memory = new(),
                    };
                    Convolution.Run(operands, Relu.Default, null, alone);
                    Convolution.Run(operands with { Output = other, Memory = new() }, Relu.Default, _pool, shared);
                    Same(other, y, which, $"{c}, pooled {pooling?.Positions}, {detail}");
                    shared.Fired.ShouldBe(alone.Fired);
                    shared.FiredPositions.ShouldBe(alone.FiredPositions);
                    shared.FiredEverywhere.ShouldBe(alone.FiredEverywhere);
                    shared.NonFinite.ShouldBe(alone.NonFinite);
                    shared.Minimum.ShouldBe(alone.Minimum);
                    shared.Maximum.ShouldBe(alone.Maximum);
                    shared.Sum.ShouldBe(alone.Sum);
                    (shared.Samples, shared.Values).ShouldBe((1, c.Geometry.Window.Positions));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(LargeCases))]
    public void LargeSamplesAreTheChainToo(int which)
    {
        var c = ConvolutionCase<float>.Large(which);
        var (expected, y) = (c.Forward(), new float[c.Dz.Length]);
        var operands = new ConvolutionOperands<float>
        {
            Samples = 1,
            Geometry = c.Geometry,
            Input = c.X,
            Weights = c.Packed(),
            Bias = c.B,
            Output = y,
            OutputIsPlanar = true,
            Memory = new(),
        };
        Convolution.Run(operands, _pool);
        if (!c.Geometry.IsWinograd)
        {
            Same(y, Planar(expected, c.Geometry.Window.Positions, c.Units), which, c);
        }

        // Weights that are kept are transformed once.
        var again = new float[y.Length];
        Convolution.Run(operands with { Output = again, KeepsWeights = true }, null);
        Same(again, y, which, c);
        Convolution.Run(operands with { Output = again, KeepsWeights = true }, null);
        Same(again, y, which, c);
    }

    /// <summary>Where squares of outputs are what is pooled, they are pooled before they are in memory; and their gradients are written, not added.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void PoolingOfSquaresIsPoolingAfterwards(int bits)
    {
        for (var seed = 0; seed < Seeds / 2; seed++)
        {
            var c = seed % 3 == 1 ? ConvolutionCase<float>.LargeSquare(seed) : ConvolutionCase<float>.Square(seed);
            var (window, pool) = (c.Geometry.Window, seed % 2 == 0 ? _pool : null);
            var pooling = new WindowGeometry(
                window.Output.AsSpan(1), [window.Output[1] / 2, window.Output[2] / 2], [2, 2], [2, 2], [1, 1], [0, 0]);
            var length = c.Samples * pooling.Positions * c.Units;
            float[] whole = new float[c.Dz.Length], apart = new float[length], first = new float[length];
            var operands = new ConvolutionOperands<float>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                Weights = c.Packed(),
                Bias = c.B,
                Output = whole,
                Memory = new(),
            };
            var relu = new Activated<Relu>(Relu.Default);
            Convolution.Run(operands, relu, pool, null, bits);
            PlainPooling.Maximum(pooling, c.Units, c.Samples, whole, apart, first);
            float[] y = new float[length], planes = new float[length], winners = new float[length];
            Convolution.Run(operands with { Output = y, Pooling = pooling, Winners = winners, Memory = new() }, relu, pool, null, bits);
            Same(y, apart, seed, c);
            Same(winners, [.. first.Zip(y, (w, v) => v > 0 ? w : -1)], seed, c);
            Convolution.Run(operands with { Output = planes, OutputIsPlanar = true, Pooling = pooling, Memory = new() }, relu, pool, null, bits);
            Same(planes, Planar(apart, pooling.Positions, c.Units), seed, c);

            float[] dy = c.Dz[..length], dz = new float[whole.Length];
            PlainPooling.Back(pooling, c.Units, c.Samples, dy, winners, dz);
            var (inner, outer) = (new Gradients(c), new Gradients(c));
            Convolution.Back(inner.Operands(c, dy) with { Pooling = pooling, Winners = winners }, pool, bits);
            Convolution.Back(outer.Operands(c, dz), pool, bits);
            Same(inner.Weights.Elements.ToArray(), outer.Weights.Elements.ToArray(), seed, c);
            Same(inner.Input, outer.Input, seed, c);
            for (var unit = 0; unit < c.Units; unit++)
            {
                inner.Bias[unit].ShouldBe(outer.Bias[unit], 1e-4f, $"seed {seed}: {c}");
            }
        }
    }

    private sealed class Gradients(ConvolutionCase<float> c)
    {
        public PackedMatrix<float> Weights { get; } = c.Geometry.CreateWeights<float>();

        public float[] Bias { get; } = new float[c.Units];

        public float[] Input { get; } = new float[c.X.Length];

        public ConvolutionGradientOperands<float> Operands(ConvolutionCase<float> c, float[] dz) => new()
        {
            Samples = c.Samples,
            Geometry = c.Geometry,
            Input = c.X,
            OutputGradient = dz,
            WeightGradient = Weights,
            BiasGradient = Bias,
            InputGradient = Input,
            Turned = c.Turned(),
            Memory = new(),
        };
    }
}
