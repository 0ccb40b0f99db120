using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Rows;

/// <summary>The largest of several linear pieces: a row of <c>pieces·units</c> numbers becomes one of <c>units</c>.</summary>
/// <remarks>
/// A row is ordered as (piece, unit): first all units of the first piece. Ties go to the first piece, in the value
/// (where it decides the sign of zero) and in the gradient. NaN wins.
/// </remarks>
/// <param name="Pieces">How many numbers the maximum is taken of.</param>
public readonly record struct Maxout(int Pieces) : IActivationOperator
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Maxout",
            "Maxout",
            @"f(x)_u = \max_{1 \le p \le k} x_{p,u}",
            "f(x) = the largest of k linear pieces, for each unit",
            "Goodfellow, Warde-Farley, Mirza, Courville & Bengio 2013, ICML",
            new OnnxForm(
                7,
                [
                    new OnnxStep("r", "Reshape", ["x", "shape"], []),
                    new OnnxStep("y", "ReduceMax", ["r"], [new OnnxAttribute("axes", Constant: 1), new OnnxAttribute("keepdims", Constant: 0)]),
                ]
            )
        )
        {
            Parameters = [new("pieces", 2, "how many linear pieces k a unit chooses from")],
            Held = "the second of two pieces, at 0; a tie goes to the first, as with λ = 1",
            Range = "(−∞, ∞)",
            Good = "Learns its own convex activation; never flat, so no unit can die; made for dropout.",
            Bad = "k times the weights of the layer before it; single pieces can die by never being the largest.",
            Frameworks = [("PyTorch", "amax shares it among ties, max gives it to one")],
        };

    /// <inheritdoc/>
    public static Activation Section { get; } = new OperatorSection(Card, Activation.Of(Relu.Default));

    /// <summary>Two pieces.</summary>
    public static Maxout Default => new(2);

    /// <summary>y = the largest piece.</summary>
    /// <param name="x">Rows of pieces times units.</param>
    /// <param name="units">The units of a row.</param>
    /// <param name="y">Rows of units; not in the memory of <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap.</exception>
    public void Value<T>(ReadOnlySpan<T> x, int units, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowsOf(x.Length, units);
        RowChecks.Match(rows * units, y.Length, "y");
        RowChecks.Apart(x, y, "x and y");
        for (var row = 0; row < rows; row++)
        {
            var best = y.Slice(row * units, units);
            var pieces = x.Slice(row * units * Pieces, units * Pieces);
            pieces[..units].CopyTo(best);
            for (var piece = 1; piece < Pieces; piece++)
            {
                Elementwise.Map(default(Larger), best, pieces.Slice(piece * units, units), best);
            }
        }
    }

    /// <summary>dx = upstream at the first of the largest pieces (the first NaN, if there is one), 0 elsewhere.</summary>
    /// <param name="x">Rows of pieces times units.</param>
    /// <param name="units">The units of a row.</param>
    /// <param name="upstream">The gradient with respect to the result: rows of units.</param>
    /// <param name="dx">The gradient with respect to x; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Gradient<T>(ReadOnlySpan<T> x, int units, ReadOnlySpan<T> upstream, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowsOf(x.Length, units);
        RowChecks.Match(rows * units, upstream.Length, "upstream");
        RowChecks.Match(x.Length, dx.Length, "dx");
        RowChecks.Apart(upstream, dx, "upstream and dx");
        for (var row = 0; row < rows; row++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                var first = row * units * Pieces + unit;
                var best = first;
                for (var i = first + units; i < first + Pieces * units; i += units)
                {
                    best = x[i] > x[best] || (T.IsNaN(x[i]) && !T.IsNaN(x[best])) ? i : best;
                }

                for (var i = first; i < first + Pieces * units; i += units)
                {
                    dx[i] = i == best ? upstream[row * units + unit] : T.Zero;
                }
            }
        }
    }

    private int RowsOf(int length, int units)
    {
        if (Pieces < 1)
        {
            throw new InvalidOperationException($"Maxout has {Pieces} pieces; it needs at least 1.");
        }

        return RowChecks.Count(length, checked(Pieces * units));
    }

    private readonly struct Larger : IBinaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V b) where V : struct, ILanes<V> => V.IfNaN(a, a, V.IfGreaterOrEqual(a, b, a, b));
    }
}
