using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Rows;

/// <summary>The concatenated rectifier: every row of units becomes max(0, x) followed by max(0, −x), twice as long.</summary>
public readonly record struct CRelu : IActivationOperator
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "CRelu",
            "CReLU",
            @"f(x) = \left(\max(0, x), \max(0, -x)\right)",
            "f(x) = (max(0, x), max(0, −x)), side by side along the axis of the units",
            "Shang, Sohn, Almeida & Lee 2016, ICML",
            new OnnxForm(
                7,
                [
                    new OnnxStep("n", "Neg", ["x"], []),
                    new OnnxStep("c", "Concat", ["x", "n"], [new OnnxAttribute("axis", Constant: 1)]),
                    new OnnxStep("y", "Relu", ["c"], []),
                ]
            )
        )
        {
            Aliases = ["concatenated-relu"],
            Held = "the first half; the second is its mirror image",
            Range = "[0, ∞)",
            Flat = "nowhere as a pair: one of the two always has slope ±1, except at 0",
            IsRectifier = true,
            Gain = "√2 for each half",
            Good = "Keeps the sign and the phase: nothing is lost, no unit can die as a pair, and filters need not be learned twice with opposite signs.",
            Bad = "Doubles the width, so the next layer has twice as many weights.",
        };

    /// <inheritdoc/>
    public static Activation Section { get; } = new OperatorSection(Card, Activation.Of(Relu.Default));

    /// <summary>y = f(x).</summary>
    /// <param name="x">Rows of pre-activations.</param>
    /// <param name="width">The elements of a row: all units, or channels times positions.</param>
    /// <param name="y">Rows of twice the width; not in the memory of <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap.</exception>
    public static void Value<T>(ReadOnlySpan<T> x, int width, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowChecks.Count(x.Length, width);
        RowChecks.Match(checked(2 * x.Length), y.Length, "y");
        RowChecks.Apart(x, y, "x and y");
        for (var row = 0; row < rows; row++)
        {
            var from = x.Slice(row * width, width);
            var negative = y.Slice((2 * row + 1) * width, width);
            Elementwise.Value(Relu.Default, from, y.Slice(2 * row * width, width));
            TensorPrimitives.Negate(from, negative);
            Elementwise.Value(Relu.Default, negative, negative);
        }
    }

    /// <summary>dx = f′(x)ᵀ·upstream: relu′(x)·(first half) − relu′(−x)·(second half), at 0 what <paramref name="kink"/> says.</summary>
    /// <param name="x">Rows of pre-activations.</param>
    /// <param name="width">The elements of a row.</param>
    /// <param name="kink">The derivative of both halves at 0.</param>
    /// <param name="upstream">The gradient with respect to f(x): rows of twice the width.</param>
    /// <param name="dx">The gradient with respect to x; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> x, int width, Kink kink, ReadOnlySpan<T> upstream, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowChecks.Count(x.Length, width);
        RowChecks.Match(checked(2 * x.Length), upstream.Length, "upstream");
        RowChecks.Match(x.Length, dx.Length, "dx");
        RowChecks.Apart(upstream, dx, "upstream and dx");
        var lambda = T.CreateTruncating(kink.Lambda);
        for (var row = 0; row < rows; row++)
        {
            for (var unit = 0; unit < width; unit++)
            {
                var i = row * width + unit;
                var (positive, negative) = (upstream[2 * row * width + unit], upstream[(2 * row + 1) * width + unit]);
                dx[i] = x[i] > T.Zero ? positive : x[i] < T.Zero ? -negative
                    : x[i] == T.Zero ? (lambda == T.Zero ? T.Zero : lambda * (positive - negative)) : x[i];
            }
        }
    }
}
