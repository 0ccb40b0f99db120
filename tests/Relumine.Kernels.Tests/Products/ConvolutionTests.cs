using System.Numerics;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Convolution against the plainest loops: equal to the last bit, for every width, layout and number of threads.</summary>
public sealed class ConvolutionTests : IDisposable
{
    private const int Seeds = 16;

    private readonly WorkerPool _pool = new(3);

    public static TheoryData<int> Widths => [128, 256, 512];

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Widths))]
    public void Equals_the_chain_in_float(int bits) => Forward<float>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Equals_the_chain_in_double(int bits) => Forward<double>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_equal_the_chain_in_float(int bits) => Backward<float>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_equal_the_chain_in_double(int bits) => Backward<double>(bits);

    [Fact]
    public void Squares_come_close_to_the_chain_in_float() => Squares<float>(2e-5);

    [Fact]
    public void Squares_come_close_to_the_chain_in_double() => Squares<double>(4e-14);

    [Fact]
    public void Counts_a_channel_as_one_unit()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<float>(seed);
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
                fused.Sum.Zip(apart.Sum).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
                fused.ActivationSumOfSquares.Zip(apart.ActivationSumOfSquares).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3 * (1 + p.Second));
            }
        }
    }

    [Fact]
    public void Pooling_within_is_pooling_afterwards()
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
    public void Packing_is_undone_by_unpacking()
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
    public void Allocates_nothing_in_the_steady_state()
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
    public void The_probe_of_counts_agrees_with_the_full_one(int bits)
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
    public void Says_what_does_not_fit()
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

    private void Forward<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<T>(seed);
            var (expected, positions) = (c.Forward(), c.Geometry.Window.Positions);
            var memory = new ConvolutionMemory();
            foreach (var (planarInput, planarOutput, pool) in new[] { (false, false, null), (true, false, _pool), (false, true, _pool), (true, true, null) })
            {
                var y = new T[expected.Length];
                var z = new T[expected.Length];
                var operands = new ConvolutionOperands<T>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = planarInput ? Planar(c.X, c.Geometry.Window.InputPositions, c.Channels) : c.X,
                    InputIsPlanar = planarInput,
                    Weights = c.Packed(),
                    Bias = c.B,
                    Output = y,
                    OutputIsPlanar = planarOutput,
                    PreActivation = z,
                    Memory = memory,
                };
                Convolution.Run(operands, new Activated<Relu>(Relu.Default), pool, null, bits);
                Same(z, expected, seed, c);
                Same(y, Array.ConvertAll(planarOutput ? Planar(expected, positions, c.Units) : expected, v => T.Max(v, T.Zero)), seed, c);
            }
        }
    }

    private void Backward<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<T>(seed);
            var gradient = c.Geometry.CreateWeights<T>();
            T[] dx = new T[c.X.Length], db = new T[c.Units], dw = new T[c.W.Length];
            Convolution.Back(
                new ConvolutionGradientOperands<T>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    OutputGradient = c.Dz,
                    WeightGradient = gradient,
                    BiasGradient = db,
                    InputGradient = dx,
                    Turned = c.Turned(),
                    Memory = new(),
                },
                seed % 2 == 0 ? _pool : null, bits);
            c.Geometry.Unpack(gradient, dw);
            Same(dx, c.InputGradient(), seed, c);
            Same(dw, c.WeightGradient((c.Samples - 1) / Math.Min(8, c.Samples) + 1), seed, c);
            for (var unit = 0; unit < c.Units; unit++)
            {
                var sum = Enumerable.Range(0, c.Dz.Length / c.Units).Sum(p => double.CreateTruncating(c.Dz[p * c.Units + unit]));
                double.CreateTruncating(db[unit]).ShouldBe(sum, 1e-4, $"seed {seed}: {c}");
            }

            // The padding of packed weights is learned from if it is not 0.
            gradient.Elements.ToArray().Count(v => v != T.Zero).ShouldBeLessThanOrEqualTo(c.W.Length);
        }
    }

    // The products are taken apart and put together again: not the same bits as the chain, but the same for every width.
    private void Squares<T>(double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (forward, back) = (0, 0);
        for (var seed = 0; seed < Seeds / 2; seed++)
        {
            var c = ConvolutionCase<T>.Square(seed);
            c.Geometry.IsWinograd.ShouldBeTrue($"seed {seed}: {c}");
            (forward, back) = (forward + 1, back + (c.Geometry.IsWinogradBack ? 1 : 0));
            var results = new[] { 128, 256, 512 }.Select(bits => Run(c, bits, bits == 256 ? _pool : null)).ToArray();
            foreach (var other in results[1..])
            {
                Same(other.Y, results[0].Y, seed, c);
                Same(other.Dx, results[0].Dx, seed, c);
                Same(other.Dw, results[0].Dw, seed, c);
                Same(other.Db, results[0].Db, seed, c);
            }

            Near(results[0].Y, Array.ConvertAll(c.Forward(), v => T.Max(v, T.Zero)));
            Near(results[0].Dx, c.InputGradient());
            Near(results[0].Dw, c.WeightGradient(c.Samples));

            void Near(T[] actual, T[] expected)
            {
                var scale = expected.Max(v => Math.Abs(double.CreateTruncating(v)));
                for (var i = 0; i < actual.Length; i++)
                {
                    Math.Abs(double.CreateTruncating(actual[i] - expected[i])).ShouldBeLessThan(tolerance * scale, $"element {i}; seed {seed}: {c}");
                }
            }
        }

        back.ShouldBeInRange(1, forward - 1, "both ways back are tried");
    }

    private static (T[] Y, T[] Dx, T[] Dw, T[] Db) Run<T>(ConvolutionCase<T> c, int bits, WorkerPool? pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[c.Dz.Length], dx = new T[c.X.Length], dw = new T[c.W.Length], db = new T[c.Units];
        var gradient = c.Geometry.CreateWeights<T>();
        var memory = new ConvolutionMemory();
        Convolution.Run(
            new ConvolutionOperands<T>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                Weights = c.Packed(),
                Bias = c.B,
                Output = y,
                Memory = memory,
            },
            new Activated<Relu>(Relu.Default),
            pool,
            null,
            bits
        );
        Convolution.Back(
            new ConvolutionGradientOperands<T>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                OutputGradient = c.Dz,
                WeightGradient = gradient,
                BiasGradient = db,
                InputGradient = dx,
                Turned = c.Turned(),
                Memory = memory,
            },
            pool, bits);
        c.Geometry.Unpack(gradient, dw);
        gradient.Elements.ToArray().Count(v => v != T.Zero).ShouldBeLessThanOrEqualTo(c.W.Length);
        return (y, dx, dw, db);
    }

    private static void Same<T>(T[] actual, T[] expected, int seed, object what)
        where T : INumber<T>
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            (actual[i] == expected[i]).ShouldBeTrue($"element {i} is {actual[i]} instead of {expected[i]}; seed {seed}: {what}");
        }
    }

    private static T[] Planar<T>(T[] x, int positions, int channels)
    {
        var planar = new T[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            planar[(i / channels / positions * channels + i % channels) * positions + i / channels % positions] = x[i];
        }

        return planar;
    }
}
