using System.Numerics;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Every element is one chain of fused multiply-adds over the samples: so the reference is exact, for every width and number of threads.</summary>
public sealed class DenseGradientTests : IDisposable
{
    // Samples around nothing, tiles and the depth of 256; rows and columns of dW around tiles, registers and panels.
    private static readonly int[] s_rows = [0, 1, 2, 3, 11, 12, 13, 31, 32, 33, 128, 255, 256, 257, 513];
    private static readonly int[] s_inputs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 19, 20, 21, 23, 31, 32, 33, 64, 65, 100, 301];
    private static readonly int[] s_outputs = [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 20, 31, 32, 33, 40, 48, 50, 63, 64, 65, 100, 129];

    private readonly WorkerPool?[] _pools = [null, new(1), new(2), new(3)];

    public void Dispose()
    {
        foreach (var pool in _pools)
        {
            pool?.Dispose();
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void EqualsTheChainInEveryShapeInFloat(int bits) => Shapes<float>(bits, seed: bits);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void EqualsTheChainInEveryShapeInDouble(int bits) => Shapes<double>(bits, seed: bits + 1);

    [Theory]
    [InlineData(256, 784, 200)]
    [InlineData(600, 300, 90)]
    public void IsTheSameBitsForAnyNumberOfThreads(int rows, int inputs, int outputs)
    {
        var backward = new Backward<float>(rows, inputs, outputs, seed: rows);
        var expected = backward.Run(512, null);
        foreach (var pool in _pools)
        {
            var (weights, bias) = backward.Run(512, pool);
            weights.ShouldBe(expected.Weights, $"{pool?.Degree} threads");
            bias.ShouldBe(expected.Bias, $"{pool?.Degree} threads");
        }
    }

    [Fact]
    public void GoesOnFromWhatIsThereWhenAsked()
    {
        var backward = new Backward<double>(rows: 300, inputs: 75, outputs: 53, seed: 3);
        var whole = backward.Run(512, null);
        var first = backward.Run(512, null, 0, 299);
        var both = backward.Run(512, _pools[3], 299, 300, before: first);
        both.Weights.ShouldBe(whole.Weights);
        both.Bias.ShouldBe(whole.Bias);
    }

    [Theory]
    [InlineData(300, 1200, 70)]
    [InlineData(5, 30, 10)]
    [InlineData(0, 3, 2)]
    public void HandsOverEveryElementOnce(int rows, int inputs, int outputs)
    {
        var random = new Random(rows);
        double[] x = Numbers(rows * inputs), dz = Numbers(rows * outputs), bias = new double[outputs];
        var (kept, taken) = (PackedMatrix<double>.Create(inputs, outputs), PackedMatrix<double>.Create(inputs, outputs));
        Dense.WeightGradient(new GradientOperands<double> { Rows = rows, Input = x, OutputGradient = dz, Weights = kept });
        foreach (var pool in _pools)
        {
            var sums = new double[kept.Elements.Length];
            Dense.WeightGradient(
                new GradientOperands<double>
                {
                    Rows = rows,
                    Input = x,
                    OutputGradient = dz,
                    Weights = taken,
                    Bias = bias,
                },
                new Adder(sums),
                pool
            );
            sums.ShouldBe(kept.Elements.ToArray(), $"{pool?.Degree} threads");
            taken.Elements.ToArray().ShouldAllBe(w => w == 0);
        }

        double[] Numbers(int count) => Array.ConvertAll(new double[count], _ => random.NextDouble() - 0.5);
    }

    [Fact]
    public void LeavesThePaddingAtZeroEvenBesideInfinity()
    {
        var gradient = PackedMatrix<float>.Create(2, 3);
        Dense.WeightGradient(
            new GradientOperands<float>
            {
                Rows = 1,
                Input = [float.PositiveInfinity, 1],
                OutputGradient = [1, float.NaN, 2],
                Weights = gradient,
            }
        );
        var expected = new float[64];
        (expected[0], expected[1], expected[2]) = (float.PositiveInfinity, float.NaN, float.PositiveInfinity);
        (expected[32], expected[33], expected[34]) = (1, float.NaN, 2);
        gradient.Elements.ToArray().ShouldBe(expected);
    }

    [Fact]
    public void ImportsAndExportsRowsAndColumns()
    {
        float[] rows = [1, 2, 3, 4, 5, 6];
        var matrix = PackedMatrix<float>.Create(2, 3);
        matrix.CopyFrom(rows);
        var columns = new float[6];
        matrix.CopyTo(columns, transposed: true);
        columns.ShouldBe([1, 4, 2, 5, 3, 6]);
        matrix.CopyFrom(new float[6]);
        matrix.CopyFrom(columns, transposed: true);
        var back = new float[6];
        matrix.CopyTo(back);
        back.ShouldBe(rows);
        matrix.Elements.Length.ShouldBe(64);
    }

    // One row; less than a panel, tiles and panels that are not full; more rows than a block has; more columns than the depth to which a panel is used.
    [Theory]
    [InlineData(1, 45, 33)]
    [InlineData(3, 7, 5)]
    [InlineData(37, 45, 33)]
    [InlineData(12, 16, 32)]
    [InlineData(25, 96, 64)]
    [InlineData(1100, 18, 20)]
    [InlineData(500, 20, 1100)]
    [InlineData(9, 33, 2050)]
    public void TheGradientOfTheInputsIsAProductWithTheTranspose(int rows, int inputs, int outputs)
    {
        Turned<float>(rows, inputs, outputs);
        Turned<double>(rows, inputs, outputs);
    }

    private void Turned<T>(int rows, int inputs, int outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(4);
        T[] dz = Numbers(rows * outputs), w = Numbers(inputs * outputs);
        var weights = PackedMatrix<T>.Of(w, inputs, outputs);
        foreach (var bits in new[] { 128, 256, 512 })
        {
            var dx = new T[rows * inputs];
            DenseDispatch.RunTurned<T>(rows, dz, weights, dx, _pools[bits % 3], bits);
            for (var i = 0; i < dx.Length; i++)
            {
                var sum = T.Zero;
                for (var n = 0; n < outputs; n++)
                {
                    sum = T.FusedMultiplyAdd(dz[i / inputs * outputs + n], w[i % inputs * outputs + n], sum);
                }

                (dx[i] == sum).ShouldBeTrue($"{bits} bits, dx [{rows}, {inputs}] at {i}: {dx[i]}, not {sum}");
            }
        }

        T[] Numbers(int count) => Array.ConvertAll(new T[count], _ => T.CreateTruncating(random.NextDouble() - 0.5));
    }

    [Fact]
    public void AllocatesNothingInTheSteadyState()
    {
        var random = new Random(9);
        float[] x = Numbers(200 * 300), dz = Numbers(200 * 150), dx = new float[200 * 300], bias = new float[150];
        var weights = PackedMatrix<float>.Of(Numbers(300 * 150), 300, 150);
        var gradient = PackedMatrix<float>.Create(300, 150);
        var least = long.MaxValue;

        // Other tests of the process allocate while these runs go on, so the least of several attempts counts.
        for (var attempt = 0; attempt < 40 && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(true);
            Dense.WeightGradient(new GradientOperands<float> { Rows = 200, Input = x, OutputGradient = dz, Weights = gradient, Bias = bias }, _pools[3]);
            Dense.InputGradient<float>(200, dz, weights, dx, _pools[3]);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        least.ShouldBe(0);

        float[] Numbers(int count) => Array.ConvertAll(new float[count], _ => random.NextSingle() - 0.5f);
    }

    [Fact]
    public void SaysWhatDoesNotFit()
    {
        var gradient = PackedMatrix<float>.Create(2, 3);
        Should
            .Throw<ArgumentException>(() =>
                Dense.WeightGradient(
                    new GradientOperands<float>
                    {
                        Rows = 2,
                        Input = new float[3],
                        OutputGradient = new float[6],
                        Weights = gradient,
                    }
                )
            )
            .Message.ShouldContain("x [2, 2]");
        Should
            .Throw<ArgumentException>(() =>
                Dense.WeightGradient(
                    new GradientOperands<float>
                    {
                        Rows = 2,
                        Input = new float[4],
                        OutputGradient = new float[5],
                        Weights = gradient,
                    }
                )
            )
            .Message.ShouldContain("dz [2, 3]");
        Should
            .Throw<ArgumentException>(() =>
                Dense.WeightGradient(
                    new GradientOperands<float>
                    {
                        Rows = 2,
                        Input = new float[4],
                        OutputGradient = new float[6],
                        Weights = gradient,
                        Bias = new float[4],
                    }
                )
            )
            .Message.ShouldContain("3 elements, but 4");
        Should
            .Throw<ArgumentException>(() =>
                Dense.WeightGradient(
                    new GradientOperands<float>
                    {
                        Rows = 1,
                        Input = new float[2],
                        OutputGradient = new float[3],
                        Weights = gradient,
                        Adds = true,
                    },
                    default(Nobody)
                )
            )
            .Message.ShouldContain("handed over");
        Should.Throw<ArgumentException>(() => Dense.InputGradient<float>(2, new float[5], gradient, new float[4])).Message.ShouldContain("dz");
        Should.Throw<ArgumentException>(() => Dense.InputGradient<float>(2, new float[6], gradient, new float[3])).Message.ShouldContain("dx");
        var both = new float[6];
        Should.Throw<ArgumentException>(() => Dense.InputGradient<float>(2, both, gradient, both)).Message.ShouldContain("must not overlap");
        Should.Throw<ArgumentException>(() => gradient.CopyTo(new float[5])).Message.ShouldContain("W [2, 3]");
    }

    private void Shapes<T>(int bits, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var rows = s_rows[random.Next(s_rows.Length)];
            var inputs = s_inputs[random.Next(s_inputs.Length)];
            var outputs = s_outputs[random.Next(s_outputs.Length)];
            if ((long)rows * inputs * outputs > 400_000)
            {
                continue;
            }

            var backward = new Backward<T>(rows, inputs, outputs, seed + i);
            var (weights, bias) = backward.Run(bits, _pools[i % _pools.Length]);
            for (var at = 0; at < weights.Length; at++)
            {
                var expected = backward.Weight(at / outputs, at % outputs);
                (weights[at] == expected).ShouldBeTrue($"seed {seed + i}: {rows} samples, dW [{inputs}, {outputs}] at {at}: {weights[at]}, not {expected}");
            }

            for (var n = 0; n < outputs; n++)
            {
                (bias[n] == backward.Bias(n)).ShouldBeTrue($"seed {seed + i}: {rows} samples, db [{outputs}] at {n}: {bias[n]}, not {backward.Bias(n)}");
            }
        }
    }

    private readonly struct Adder(double[] sums) : IGradientUse<double>
    {
        public void Take(int start, ReadOnlySpan<double> gradient)
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                sums[start + i] += gradient[i];
            }
        }
    }

    private readonly struct Nobody : IGradientUse<float>
    {
        public void Take(int start, ReadOnlySpan<float> gradient) => throw new InvalidOperationException("nothing is to be taken");
    }
}
