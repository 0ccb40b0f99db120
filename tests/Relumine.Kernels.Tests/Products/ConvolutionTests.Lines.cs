using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;

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
}
