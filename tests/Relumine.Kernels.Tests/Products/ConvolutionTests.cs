using System.Numerics;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Convolution against the plainest loops: equal to the last bit, for every width, layout and number of threads.</summary>
public sealed partial class ConvolutionTests : IDisposable
{
    private const int Seeds = 16;

    private readonly WorkerPool _pool = new(3);

    public static TheoryData<int> Widths => [128, 256, 512];

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Widths))]
    public void EqualsTheChainInFloat(int bits) => Forward<float>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void EqualsTheChainInDouble(int bits) => Forward<double>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void GradientsEqualTheChainInFloat(int bits) => Backward<float>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void GradientsEqualTheChainInDouble(int bits) => Backward<double>(bits);

    [Fact]
    public void SquaresComeCloseToTheChainInFloat() => Squares<float>(2e-5);

    [Fact]
    public void SquaresComeCloseToTheChainInDouble() => Squares<double>(4e-14);

    [Fact]
    public void CountsAChannelAsOneUnit()
    {
        foreach (var (seed, c) in Cases<float>())
        {
            foreach (var detail in Enum.GetValues<ProbeDetail>())
            {
                var (fused, apart) = (new UnitStatistics(c.Units, detail, true), new UnitStatistics(c.Units, detail, true));
                float[] y = new float[c.Dz.Length], z = new float[c.Dz.Length];
                Convolution.Run(
                    new ConvolutionOperands<float>
                    {
                        Samples = c.Samples,
                        Geometry = c.Geometry,
                        Input = c.X,
                        Weights = c.Packed(),
                        Bias = c.B,
                        Output = y,
                        PreActivation = z,
                        Memory = new(),
                    },
                    Relu.Default,
                    _pool,
                    fused
                );
                UnitObserver.Observe<float>(z, y, c.Samples, c.Geometry.Window.Positions, 1, apart);
                fused.Fired.ShouldBe(apart.Fired, $"seed {seed}: {c}");
                fused.FiredPositions.ShouldBe(apart.FiredPositions);
                fused.FiredEverywhere.ShouldBe(apart.FiredEverywhere);
                fused.Minimum.ShouldBe(apart.Minimum);
                fused.Maximum.ShouldBe(apart.Maximum);
                fused.MaximumActivation.ShouldBe(apart.MaximumActivation);
                (fused.Samples, fused.Values).ShouldBe((apart.Samples, apart.Values));

                // The same where z is not kept.
                var unkept = new UnitStatistics(c.Units, detail, true);
                var operands = new ConvolutionOperands<float>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    Weights = c.Packed(),
                    Bias = c.B,
                    Output = y,
                    Memory = new(),
                };
                Convolution.Run(operands, Relu.Default, null, unkept);
                unkept.FiredPositions.ShouldBe(fused.FiredPositions, $"seed {seed}: {c}");
                unkept.Sum.ShouldBe(fused.Sum, $"seed {seed}: {c}");
                unkept.Maximum.ShouldBe(fused.Maximum, $"seed {seed}: {c}");
                fused.Sum.Zip(apart.Sum).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
                fused.ActivationSumOfSquares.Zip(apart.ActivationSumOfSquares).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3 * (1 + p.Second));
            }
        }
    }

    [Fact]
    public void PoolingWithinIsPoolingAfterwards()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<float>(seed);
            var output = c.Geometry.Window.Output;
            int[] pooled = Array.ConvertAll(output, o => (o + 1) / 2);
            var pooling = new WindowGeometry(output, pooled, Array.ConvertAll(output, o => Math.Min(o, 2)), [2, 2, 2], [1, 1, 1], [0, 0, 0]);
            float[] z = c.Forward(),
                y = new float[c.Samples * pooling.Positions * c.Units],
                apart = new float[y.Length],
                winners = new float[y.Length],
                first = new float[y.Length];
            var operands = new ConvolutionOperands<float>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                Weights = c.Packed(),
                Bias = c.B,
                Output = y,
                Pooling = pooling,
                Winners = winners,
                Memory = new(),
            };
            Convolution.Run(operands, Relu.Default, _pool);
            PlainPooling.Maximum(pooling, c.Units, c.Samples, Array.ConvertAll(z, v => Math.Max(v, 0)), apart, first);
            Same(y, apart, seed, c);
            Same(winners, [.. first.Zip(y, (w, v) => v > 0 ? w : -1)], seed, c);

            // What flows back through both is what flows back through one after the other.
            float[] dy = c.Dz[..y.Length], dz = new float[z.Length];
            PlainPooling.Back(pooling, c.Units, c.Samples, dy, winners, dz);
            var (inner, outer) = (c.Geometry.CreateWeights<float>(), c.Geometry.CreateWeights<float>());
            Convolution.Back(
                new ConvolutionGradientOperands<float>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    OutputGradient = dy,
                    Pooling = pooling,
                    Winners = winners,
                    WeightGradient = inner,
                    Memory = new(),
                }
            );
            Convolution.Back(
                new ConvolutionGradientOperands<float>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    OutputGradient = dz,
                    WeightGradient = outer,
                    Memory = new(),
                }
            );
            inner.Elements.SequenceEqual(outer.Elements).ShouldBeTrue($"seed {seed}: {c}");
        }
    }

    [Fact]
    public void PackingIsUndoneByUnpacking()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<double>(seed);
            var back = new double[c.W.Length];
            c.Geometry.Unpack<double>(c.Packed(), back);
            Same(back, c.W, seed, c);
        }
    }

    [Fact]
    public void AllocatesNothingInTheSteadyState()
    {
        var c = new ConvolutionCase<float>(3);
        var (weights, turned, gradient, memory) = (c.Packed(), c.Turned(), c.Geometry.CreateWeights<float>(), new ConvolutionMemory());
        float[] y = new float[c.Dz.Length], dx = new float[c.X.Length], db = new float[c.Units];
        var statistics = new UnitStatistics(c.Units, ProbeDetail.Full, true);
        var least = long.MaxValue;

        // Other tests of the process allocate while these runs go on, so the least of several attempts counts.
        for (var attempt = 0; attempt < 40 && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(true);
            Convolution.Run(
                new ConvolutionOperands<float>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    Weights = weights,
                    Bias = c.B,
                    Output = y,
                    Memory = memory,
                },
                Relu.Default,
                _pool,
                statistics
            );
            Convolution.Back(
                new ConvolutionGradientOperands<float>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    OutputGradient = y,
                    WeightGradient = gradient,
                    BiasGradient = db,
                    InputGradient = dx,
                    Turned = turned,
                    Memory = memory,
                },
                _pool
            );
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        least.ShouldBe(0);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void TheProbeOfCountsAgreesWithTheFullOne(int bits)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<float>(seed);
            UnitStatistics counts = new(c.Units, ProbeDetail.Counts, true), full = new(c.Units, ProbeDetail.Full, true);
            foreach (var statistics in new[] { counts, full })
            {
                Convolution.Run(
                    new ConvolutionOperands<float>
                    {
                        Samples = c.Samples,
                        Geometry = c.Geometry,
                        Input = c.X,
                        Weights = c.Packed(),
                        Bias = c.B,
                        Output = new float[c.Dz.Length],
                        Memory = new(),
                    },
                    default(Untouched),
                    _pool,
                    statistics,
                    bits
                );
            }

            counts.Fired.ShouldBe(full.Fired, $"seed {seed}");
            counts.FiredPositions.ShouldBe(full.FiredPositions, $"seed {seed}");
            counts.FiredEverywhere.ShouldBe(full.FiredEverywhere, $"seed {seed}");
        }
    }

    [Fact]
    public void SaysWhatDoesNotFit()
    {
        var c = new ConvolutionCase<float>(1);
        Should.Throw<ArgumentException>(() => new ConvolutionGeometry(c.Geometry.Window, 3, 4, 2)).Message.ShouldContain("2 groups do not divide 3 channels");
        Should
            .Throw<ArgumentException>(() => c.Geometry.Pack<float>(new float[c.W.Length + 1], c.Packed()))
            .Message.ShouldContain($"are {c.W.Length} numbers, but {c.W.Length + 1} were given");
        Should
            .Throw<ArgumentException>(() =>
                Convolution.Run(
                    new ConvolutionOperands<float>
                    {
                        Samples = c.Samples + 1,
                        Geometry = c.Geometry,
                        Input = c.X,
                        Weights = c.Packed(),
                        Output = new float[c.Dz.Length],
                        Memory = new(),
                    }
                )
            )
            .Message.ShouldContain("x [");
        Should.Throw<ArgumentException>(() => new WindowGeometry([3, 3], [3], [1, 1], [1, 1], [1, 1], [0, 0])).Message.ShouldContain("output has 1 numbers");
    }
}
