using System.Numerics.Tensors;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>The drivers: every length and offset, what lies around, aliasing, element types, tensors.</summary>
public sealed class ElementwiseTests
{
    private static readonly LeakyRelu Leaky = new(0.25);

    [Fact]
    public void EveryLengthAndOffsetGivesTheSameAndTouchesNothingElse()
    {
        Check<Float512, float>(float.CreateChecked);
        Check<Float256, float>(float.CreateChecked);
        Check<Float128, float>(float.CreateChecked);
        Check<Double512, double>(double.CreateChecked);
        Check<Double256, double>(double.CreateChecked);
        Check<Double128, double>(double.CreateChecked);

        static void Check<V, T>(Func<double, T> of) where V : struct, IWideLanes<V, T> where T : unmanaged
        {
            // All small lengths, and some around the length from which on stores are aligned and the loop is unrolled.
            var lengths = Enumerable.Range(0, 3 * V.Count + 2).Concat([8 * V.Count - 1, 8 * V.Count, 8 * V.Count + 1, 13 * V.Count + 3]);
            foreach (var n in lengths)
            {
                for (var offset = 0; offset <= V.Count; offset += n > 3 * V.Count ? 3 : 1)
                {
                    var a = Enumerable.Range(0, n + offset + V.Count).Select(i => of(i % 7 - 3)).ToArray();
                    var b = Enumerable.Range(0, n + offset + V.Count).Select(i => of(i % 5 + 1)).ToArray();
                    var (y, z) = (Enumerable.Repeat(of(99), a.Length).ToArray(), Enumerable.Repeat(of(98), a.Length).ToArray());
                    Sweep<V, T, ValueAndGradientOf<LeakyRelu, LeftSide>>.Run(new(Leaky, default), in a[offset], in b[offset], ref y[offset], ref z[offset], n);
                    for (var i = 0; i < a.Length; i++)
                    {
                        var inside = i >= offset && i < offset + n;
                        var (x, g) = (i % 7 - 3, i % 5 + 1);
                        if (!y[i].Equals(of(!inside ? 99 : x > 0 ? x : 0.25 * x)) || !z[i].Equals(of(!inside ? 98 : x > 0 ? g : 0.25 * g)))
                        {
                            Assert.Fail($"{typeof(V)}, n {n}, offset {offset}, i {i}: y {y[i]}, dx {z[i]}");
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void ResultsTooLargeForTheCachesAreTheSame(int offset)
    {
        const int N = (2 << 20) + 13;
        var x = Arguments.Mixed(N + offset + 5, 3);
        var y = new float[x.Length];
        y.AsSpan().Fill(99);
        Elementwise.Tanh<float>(x.AsSpan(offset, N), y.AsSpan(offset, N));
        var expected = x.ToArray();
        Elementwise.Tanh<float>(expected.AsSpan(offset, N), expected.AsSpan(offset, N));
        for (var i = 0; i < y.Length; i++)
        {
            var inside = i >= offset && i < offset + N;
            if (!Bits.Same(y[i], inside ? expected[i] : 99))
            {
                Assert.Fail($"i {i}, x {x[i]:R}: {y[i]:R}");
            }
        }
    }

    [Fact]
    public void ResultsMayReplaceTheirArguments()
    {
        var x = Arguments.Mixed(1000, 5);
        var g = Arguments.Mixed(1000, 6);
        var expected = new float[1000];
        Elementwise.Gradient<LeakyRelu, float>(Leaky, Kink.Left, x, g, expected);
        var (onX, onG) = (x.ToArray(), g.ToArray());
        Elementwise.Gradient<LeakyRelu, float>(Leaky, Kink.Left, onX, g, onX);
        Elementwise.Gradient<LeakyRelu, float>(Leaky, Kink.Left, x, onG, onG);
        onX.Zip(expected).ShouldAllBe(p => Bits.Same(p.First, p.Second));
        onG.Zip(expected).ShouldAllBe(p => Bits.Same(p.First, p.Second));
    }

    [Fact]
    public void PartialOverlapIsRefused()
    {
        var memory = new float[100];
        Should.Throw<ArgumentException>(() => Elementwise.Value(Leaky, memory.AsSpan(0, 50), memory.AsSpan(1, 50)))
            .Message.ShouldStartWith("y overlaps x but starts 1 elements from it");
        Should.Throw<ArgumentException>(() =>
            Elementwise.Gradient<LeakyRelu, float>(Leaky, Kink.Left, new float[50], memory.AsSpan(4, 50), memory.AsSpan(0, 50))
        );
        Should
            .Throw<ArgumentException>(() =>
                Elementwise.ValueAndSlope<LeakyRelu, float>(Leaky, Kink.Left, new float[50], memory.AsSpan(0, 50), memory.AsSpan(0, 50))
            )
            .Message.ShouldStartWith("The results y and s overlap");
        Should.Throw<ArgumentException>(() => Elementwise.ValueWithBias<LeakyRelu, float>(Leaky, new float[50], memory.AsSpan(0, 10), memory.AsSpan(0, 50)));
    }

    [Fact]
    public void LengthsMustMatch()
    {
        Should.Throw<ArgumentException>(() => Elementwise.Value<LeakyRelu, float>(Leaky, new float[3], new float[4]))
            .Message.ShouldStartWith("x has 3 elements and y has 4");
        Should.Throw<ArgumentException>(() => Elementwise.Gradient<LeakyRelu, double>(Leaky, Kink.Left, new double[3], new double[2], new double[3]))
            .Message.ShouldStartWith("x has 3 elements and upstream has 2");
        Should.Throw<ArgumentException>(() => Elementwise.ValueWithBias<LeakyRelu, float>(Leaky, new float[10], new float[3], new float[10]))
            .Message.ShouldStartWith("x has 10 elements, which is not a whole number of rows of 3 units");
        Should.Throw<NotSupportedException>(() => Elementwise.Value<LeakyRelu, int>(Leaky, new int[3], new int[3]));
    }

    [Theory]
    [InlineData(0.0, 0f)]
    [InlineData(0.5, 0.5f)]
    [InlineData(1.0, 1f)]
    public void TheKinkIsTheUsersChoice(double lambda, float expected)
    {
        float[] x = [-1, 0, -0f, 1, float.NaN];
        var s = new float[5];
        Elementwise.Slope<Relu, float>(default, new Kink(lambda), x, s);
        s.ShouldBe([0, expected, expected, 1, float.NaN]);
        var y = new float[5];
        Elementwise.ValueAndSlope<Relu, float>(default, new Kink(lambda), x, y, s);
        s.ShouldBe([0, expected, expected, 1, float.NaN]);
        y.ShouldBe([0, 0, 0, 1, float.NaN]);
    }

    [Fact]
    public void ASlopeOfZeroStopsAnyGradientAndNaNPasses()
    {
        float[] x = [-1, -1, -1, 1, 1, float.NaN, 2];
        float[] g = [float.PositiveInfinity, float.NaN, -3, float.PositiveInfinity, float.NaN, 1, -5];
        var (y, dx) = (new float[7], new float[7]);
        Elementwise.Gradient<Relu, float>(default, Kink.Left, x, g, dx);
        float[] expected = [0, 0, 0, float.PositiveInfinity, float.NaN, float.NaN, -5];
        dx.ShouldBe(expected);
        Elementwise.ValueAndGradient<Relu, float>(default, Kink.Left, x, g, y, dx);
        dx.ShouldBe(expected);
        y.ShouldBe([0, 0, 0, 1, 1, float.NaN, 2]);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 10)]
    [InlineData(3, 16)]
    [InlineData(4, 200)]
    [InlineData(0, 5)]
    public void ABiasIsAddedToEveryRow(int rows, int units)
    {
        var x = Enumerable.Range(0, rows * units).Select(i => i % 11 - 5.0).ToArray();
        var bias = Enumerable.Range(0, units).Select(i => i % 3 - 1.0).ToArray();
        var expected = x.Select((v, i) => Math.Max(v + bias[i % units], 0)).ToArray();
        var y = new double[x.Length];
        Elementwise.ValueWithBias<Relu, double>(default, x, bias, y);
        y.ShouldBe(expected);
        var half = new Half[x.Length];
        Elementwise.ValueWithBias<Relu, Half>(default, Array.ConvertAll(x, v => (Half)v), Array.ConvertAll(bias, v => (Half)v), half);
        half.ShouldBe(Array.ConvertAll(expected, v => (Half)v));
    }

    [Fact]
    public void HalvesAreComputedInFloatAndRounded()
    {
        var x = Enumerable.Range(0, 65536).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).ToArray();
        var y = new Half[x.Length];
        Elementwise.Tanh<Half>(x, y);
        var wide = Array.ConvertAll(x, v => (float)v);
        Elementwise.Tanh<float>(wide, wide);
        for (var i = 0; i < x.Length; i++)
        {
            if (!Bits.Same((float)y[i], (float)(Half)wide[i]))
            {
                Assert.Fail($"tanh({x[i]}) gave {y[i]}");
            }
        }

        var (v2, s2) = (new Half[100], new Half[100]);
        Elementwise.ValueAndSlope<LeakyRelu, Half>(Leaky, Kink.Left, x.AsSpan(0x8000, 100), v2, s2);
        s2.ShouldAllBe(s => s == (Half)0.25);
    }

    [Fact]
    public void TensorsMayHaveAnyStrides()
    {
        var memory = Enumerable.Range(0, 24).Select(i => i - 12f).ToArray();
        var transposed = new ReadOnlyTensorSpan<float>(memory, [4, 6], [1, 4]);
        var y = new float[24];
        Elementwise.Value(Leaky, transposed, new TensorSpan<float>(y, [4, 6]));
        y.ShouldBe(Enumerable.Range(0, 24).Select(i => i / 6 + i % 6 * 4 - 12f).Select(v => v > 0 ? v : 0.25f * v));

        var every = Enumerable.Repeat(7f, 24).ToArray();
        Elementwise.Slope(Leaky, Kink.Left, new ReadOnlyTensorSpan<float>(memory, [12]), new TensorSpan<float>(every, [12], [2]));
        every.ShouldBe(Enumerable.Range(0, 24).Select(i => i % 2 == 1 ? 7f : i / 2 - 12 > 0 ? 1 : 0.25f));

        Elementwise.Gradient(Leaky, Kink.Left, transposed, transposed, new TensorSpan<float>(y, [4, 6]));
        y.ShouldBe(Enumerable.Range(0, 24).Select(i => i / 6 + i % 6 * 4 - 12f).Select(v => v > 0 ? v : 0.25f * v));
        var (y2, dx) = (new float[24], new float[24]);
        Elementwise.ValueAndGradient(Leaky, Kink.Left, transposed, transposed, new TensorSpan<float>(y2, [4, 6]), new TensorSpan<float>(dx, [4, 6]));
        y2.ShouldBe(y);
        dx.ShouldBe(y);
        Elementwise.ValueAndSlope(
            Leaky,
            Kink.Left,
            new ReadOnlyTensorSpan<float>(memory, [4, 6]),
            new TensorSpan<float>(y2, [4, 6]),
            new TensorSpan<float>(dx, [4, 6])
        );
        dx.ShouldBe(memory.Select(v => v > 0 ? 1 : 0.25f));

        Should
            .Throw<ArgumentException>(() =>
                Elementwise.Value(Leaky, new ReadOnlyTensorSpan<float>(memory, [4, 6]), new TensorSpan<float>(new float[24], [6, 4]))
            )
            .Message.ShouldContain("[4, 6] and [6, 4]");
    }

    [Fact]
    public void AKernelFoundAtRunTimeDoesTheSame()
    {
        foreach (var activation in ActivationCatalogue.All)
        {
            var kernel = ActivationKernel<double>.Of(activation);
            double[] x = [-2.5, -1, -0.5, 0.25, 1.5, 7];
            var (y, s, dx) = (new double[6], new double[6], new double[6]);
            kernel.ValueAndSlope(Kink.Right, x, y, s);
            y.ShouldBe(x.Select(activation.Value));
            s.ShouldBe(x.Select(v => activation.SlopeFromRight(v)));
            kernel.Gradient(Kink.Left, x, x, dx);
            dx.ShouldBe(x.Select(v => activation.SlopeFromLeft(v) is var slope && slope == 0 ? 0 : slope * v));
            kernel.ValueWithBias(x, [1, 2, 3], y);
            y.ShouldBe(x.Select((v, i) => activation.Value(v + i % 3 + 1)));
        }
    }
}
