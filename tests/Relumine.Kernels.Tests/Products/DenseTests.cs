using System.Numerics;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Every element is one chain of fused multiply-adds: so the reference is exact, for every width, split and number of threads.</summary>
public sealed class DenseTests : IDisposable
{
    // Rows around the tiles of 12, 6 and 4 and the blocks; depths around 0, small, and the 1,024 of a depth; columns
    // around registers, panels and groups.
    private static readonly int[] s_rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 17, 23, 24, 25, 37, 64, 100, 131];
    private static readonly int[] s_inputs = [0, 1, 2, 3, 5, 8, 17, 64, 130, 1023, 1024, 1025, 2100];
    private static readonly int[] s_outputs = [1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 20, 31, 32, 33, 40, 48, 50, 63, 64, 65, 100, 129, 300];

    private readonly WorkerPool _pool = new(3);

    public void Dispose() => _pool.Dispose();

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

    [Fact]
    public void KeepsThePreActivationWhenAsked()
    {
        var layer = new Layer<float>(rows: 29, inputs: 70, outputs: 45, seed: 5);
        var z = new float[29 * 50];
        var y = layer.Run(512, null, z: z, zStride: 50);
        for (var i = 0; i < 29 * 45; i++)
        {
            var expected = layer.Z(i / 45, i % 45);
            z[i / 45 * 50 + i % 45].ShouldBe(expected);
            y[i].ShouldBe(Math.Max(expected, 0));
        }

        z[45].ShouldBe(0, "nothing is written between the rows");
    }

    [Fact]
    public void SplittingTheRowsChangesNothing()
    {
        var layer = new Layer<float>(rows: 120, inputs: 333, outputs: 77, seed: 6);
        var whole = layer.Run(512, null);
        foreach (var cut in new[] { 1, 5, 12, 64, 119 })
        {
            layer.Run(512, null, 0, cut).Concat(layer.Run(512, null, cut, 120)).ShouldBe(whole, $"cut at {cut}");
        }
    }

    [Fact]
    public void NotANumberAndInfinityPassThrough()
    {
        var x = new float[] { 1, 2, float.NaN, 3, float.PositiveInfinity, 1, 1, float.NegativeInfinity };
        var y = new float[4];
        Dense.Run(new DenseOperands<float> { Rows = 4, Input = x, Weights = PackedMatrix<float>.Of([1, 1], 2, 1), Output = y }, Relu.Default);
        y.ShouldBe([3, float.NaN, float.PositiveInfinity, 0]);
    }

    [Fact]
    public void PacksTheTransposeAndAFactor()
    {
        var layer = new Layer<double>(rows: 7, inputs: 75, outputs: 53, seed: 8);
        var transposed = new double[53 * 80];
        for (var k = 0; k < 75; k++)
        {
            for (var n = 0; n < 53; n++)
            {
                transposed[n * 80 + k] = layer.W[k * 53 + n] / 2;
            }
        }

        var y = new double[7 * 53];
        var packed = PackedMatrix<double>.Of(transposed, 75, 53, transposed: true, alpha: 2, stride: 80);
        Dense.Run(
            new DenseOperands<double>
            {
                Rows = 7,
                Input = layer.X,
                InputStride = layer.Stride,
                Weights = packed,
                Bias = layer.B,
                Output = y,
            },
            Relu.Default
        );
        y.ShouldBe(layer.Run(512, null));
    }

    [Fact]
    public void AllocatesNothingInTheSteadyState()
    {
        var random = new Random(9);
        float[] x = Numbers(200 * 300), w = Numbers(300 * 150), b = Numbers(150), y = new float[200 * 150];
        var packed = PackedMatrix<float>.Of(w, 300, 150);
        UnitStatistics statistics = new(150);
        var product = new MatrixProduct<float>();
        var least = long.MaxValue;

        // Other tests of the process allocate while these runs go on, so the least of several attempts counts.
        for (var attempt = 0; attempt < 40 && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(true);
            Dense.Run(new DenseOperands<float> { Rows = 200, Input = x, Weights = packed, Bias = b, Output = y }, Relu.Default, _pool, statistics);
            product.Multiply(200, 300, 150, 0.5, x, false, w, false, 1, y, _pool);
            product.Multiply(150, 200, 300, 1, y, true, x, false, 1, w, _pool);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        least.ShouldBe(0);

        float[] Numbers(int count) => Array.ConvertAll(new float[count], _ => random.NextSingle() - 0.5f);
    }

    [Fact]
    public void SaysWhatDoesNotFit()
    {
        var weights = PackedMatrix<float>.Of(new float[6], 2, 3);
        Should
            .Throw<ArgumentException>(() => PackedMatrix<float>.Of(new float[5], 2, 3))
            .Message.ShouldContain("W [2, 3] with rows 3 elements apart needs 6 elements, but 5 were given");
        Should
            .Throw<ArgumentException>(() =>
                Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = 2,
                        Input = new float[3],
                        Weights = weights,
                        Output = new float[6],
                    }
                )
            )
            .Message.ShouldContain("x [2, 2]");
        Should
            .Throw<ArgumentException>(() =>
                Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = 2,
                        Input = new float[4],
                        Weights = weights,
                        Output = new float[5],
                    }
                )
            )
            .Message.ShouldContain("y [2, 3]");
        Should
            .Throw<ArgumentException>(() =>
                Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = 2,
                        Input = new float[4],
                        Weights = weights,
                        Output = new float[6],
                        Bias = new float[2],
                    }
                )
            )
            .Message.ShouldContain("bias of 3 elements, but 2");
        Should
            .Throw<ArgumentException>(() =>
                Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = 2,
                        Input = new float[4],
                        Weights = weights,
                        Output = new float[6],
                    },
                    statistics: new UnitStatistics(4)
                )
            )
            .Message.ShouldContain("3 units");
        var shared = new float[10];
        Should
            .Throw<ArgumentException>(() =>
                Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = 2,
                        Input = shared.AsSpan(0, 4),
                        Weights = weights,
                        Output = shared.AsSpan(3, 6),
                    }
                )
            )
            .Message.ShouldContain("overlap");
    }

    private void Shapes<T>(int bits, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        for (var i = 0; i < 120; i++)
        {
            var rows = s_rows[random.Next(s_rows.Length)];
            var inputs = s_inputs[random.Next(s_inputs.Length)];
            var outputs = s_outputs[random.Next(s_outputs.Length)];
            if ((long)rows * inputs * outputs > 400_000)
            {
                continue;
            }

            var layer = new Layer<T>(rows, inputs, outputs, seed + i);
            var y = layer.Run(bits, i % 2 == 0 ? _pool : null);
            for (var at = 0; at < y.Length; at++)
            {
                var z = layer.Z(at / outputs, at % outputs);
                (y[at] == T.Max(z, T.Zero)).ShouldBeTrue($"seed {seed + i}: [{rows}, {inputs}]·[{inputs}, {outputs}] at {at}: {y[at]}, not {z}");
            }
        }
    }
}
