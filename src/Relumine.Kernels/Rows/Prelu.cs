using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Rows;

/// <summary>The parametric rectifier: x for x &gt; 0, α·x otherwise, with one learned α, or one for each unit or channel.</summary>
/// <remarks>
/// Elements are ordered as (…, unit, position): <c>positions</c> elements of one unit lie together, 1 in dense layers and
/// height times width in convolutions. One α serves all.
/// </remarks>
public readonly record struct Prelu : IActivationOperator
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Prelu", "PReLU", @"f(x_c) = \max(0, x_c) + \alpha_c\min(0, x_c)",
        "f(x) = x if x > 0, α·x otherwise, α learned, shared or one for each channel",
        "He, Zhang, Ren & Sun 2015, ICCV",
        new OnnxForm(7, [new OnnxStep("y", "PRelu", ["x", "slope"], [])]))
    {
        Parameters = [new("alpha", 0.25, "where learning starts; α is a tensor that is trained")],
        Held = "α = 0.25, where learning starts",
        Range = "(−∞, ∞)",
        IsRectifier = true,
        Gain = "√(2/(1 + α²)) (He et al. 2015, ICCV)",
        Good = "Learns how much to let through on the negative side, at the price of one number for each channel; no unit can die while α ≠ 0.",
        Bad = "Weight decay on α draws it to ReLU; with little data the additional freedom overfits.",
        Frameworks = [("PyTorch", "α")],
    };

    /// <inheritdoc/>
    public static Activation Section { get; } = new OperatorSection(Card, Activation.Of(new LeakyRelu(0.25)));

    /// <summary>y = f(x).</summary>
    /// <param name="x">The pre-activations.</param>
    /// <param name="alpha">One α, or one for each unit.</param>
    /// <param name="positions">How many elements of one unit lie together.</param>
    /// <param name="y">The results; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap in part.</exception>
    public static void Value<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> alpha, int positions, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowChecks.Match(x.Length, y.Length, "y");
        for (var i = 0; i < Runs(x.Length, alpha.Length, positions, out var run); i++)
        {
            var part = new Range(i * run, (i + 1) * run);
            if (positions == 1 && alpha.Length > 1)
            {
                Elementwise.Map(default(ValueFormula), x[part], alpha, y[part]);
            }
            else
            {
                Elementwise.Value(Leaky(alpha[i % alpha.Length]), x[part], y[part]);
            }
        }
    }

    /// <summary>dx = f′(x)·upstream, at 0 what <paramref name="kink"/> says.</summary>
    /// <param name="x">The pre-activations.</param>
    /// <param name="alpha">One α, or one for each unit.</param>
    /// <param name="positions">How many elements of one unit lie together.</param>
    /// <param name="kink">The derivative at 0: α + λ·(1 − α).</param>
    /// <param name="upstream">The gradient with respect to f(x).</param>
    /// <param name="dx">The gradient with respect to x; may be <paramref name="x"/> itself, but not <paramref name="upstream"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> alpha, int positions, Kink kink, ReadOnlySpan<T> upstream, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowChecks.Match(x.Length, upstream.Length, "upstream");
        RowChecks.Match(x.Length, dx.Length, "dx");
        RowChecks.Apart(upstream, dx, "upstream and dx");
        for (var i = 0; i < Runs(x.Length, alpha.Length, positions, out var run); i++)
        {
            var part = new Range(i * run, (i + 1) * run);
            if (positions == 1 && alpha.Length > 1)
            {
                Elementwise.Map(new SlopeFormula(kink), x[part], alpha, dx[part]);
                Elementwise.Map(default(ChainFormula), dx[part], upstream[part], dx[part]);
            }
            else
            {
                Elementwise.Gradient(Leaky(alpha[i % alpha.Length]), kink, x[part], upstream[part], dx[part]);
            }
        }
    }

    /// <summary>dα = Σ min(0, x)·upstream over all elements that share the α; summed in double precision, in order.</summary>
    /// <param name="x">The pre-activations.</param>
    /// <param name="positions">How many elements of one unit lie together.</param>
    /// <param name="upstream">The gradient with respect to f(x).</param>
    /// <param name="dalpha">The gradient with respect to α: one number, or one for each unit.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void AlphaGradient<T>(ReadOnlySpan<T> x, int positions, ReadOnlySpan<T> upstream, Span<T> dalpha)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowChecks.Match(x.Length, upstream.Length, "upstream");
        _ = Runs(x.Length, dalpha.Length, positions, out _);
        var sums = new double[dalpha.Length];
        for (var i = 0; i < x.Length; i++)
        {
            // x > 0 contributes nothing, whatever comes from upstream; NaN does not vanish.
            if (!(x[i] > T.Zero))
            {
                sums[i / positions % sums.Length] += x[i] == T.Zero ? 0 : double.CreateTruncating(x[i]) * double.CreateTruncating(upstream[i]);
            }
        }

        for (var unit = 0; unit < sums.Length; unit++)
        {
            dalpha[unit] = T.CreateTruncating(sums[unit]);
        }
    }

    /// <summary>How many runs of elements there are that one call handles: all, one unit's, or one row of units.</summary>
    private static int Runs(int length, int units, int positions, out int run)
    {
        if (units < 1 || positions < 1)
        {
            throw new ArgumentException($"PReLU has {units} α and {positions} positions for each; both must be at least 1.", nameof(units));
        }

        var rows = RowChecks.Count(length, checked(units * positions));
        run = units == 1 ? length : positions == 1 ? units : positions;
        return units == 1 ? 1 : positions == 1 ? rows : checked(rows * units);
    }

    private static LeakyRelu Leaky<T>(T alpha) where T : IFloatingPointIeee754<T> => new(double.CreateTruncating(alpha));

    private readonly struct ValueFormula : IBinaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V b) where V : struct, ILanes<V> => V.IfGreater(a, V.Of(0), a, b * a);
    }

    private readonly struct SlopeFormula(Kink kink) : IBinaryFormula
    {
        private readonly double _lambda = kink.Lambda;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V b) where V : struct, ILanes<V>
        {
            var atZero = V.MulAdd(V.Of(1 - _lambda), b, V.Of(_lambda));
            return V.IfNaN(a, a, V.IfGreater(a, V.Of(0), V.Of(1), V.IfGreater(V.Of(0), a, b, atZero)));
        }
    }

    private readonly struct ChainFormula : IBinaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V b) where V : struct, ILanes<V> => GradientOf<Relu, LeftSide>.Chain(a, b);
    }
}
