using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Rows;

/// <summary>The logarithm of softmax: x − ln Σ eˣ over a row.</summary>
/// <remarks>
/// Computed from x − max x, so that nothing overflows and no logarithm of a vanished probability is taken. A row with
/// +∞ or NaN, and a row of −∞ alone, gives NaN.
/// </remarks>
public readonly record struct LogSoftmax : IActivationOperator
{
    private const int Block = 256;

    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "LogSoftmax", "LogSoftmax", @"f(x)_i = x_i - \ln\sum_j e^{x_j}",
        "f(x)ᵢ = xᵢ − ln Σⱼ e^(xⱼ)",
        "As softmax, Bridle 1990, Neurocomputing NATO ASI F68",
        new OnnxForm(13, [new OnnxStep("y", "LogSoftmax", ["x"], [new OnnxAttribute("axis", Constant: -1)])]))
    {
        Held = "the second of two numbers, at 0: the logarithm of the share of the first",
        Range = "(−∞, 0)",
        Good = "Log-probabilities without underflow; with it, cross-entropy is a sum, and its gradient never saturates.",
        Bad = "Not probabilities: they have to be exponentiated to be read.",
    };

    /// <inheritdoc/>
    public static Activation Section { get; } = Activation.Of(default(OfTwo));

    /// <summary>y = log-softmax of every row.</summary>
    /// <param name="x">Rows of numbers, <see cref="float"/> or <see cref="double"/>.</param>
    /// <param name="width">The elements of a row.</param>
    /// <param name="y">The results: as many; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap in part.</exception>
    public static void Value<T>(ReadOnlySpan<T> x, int width, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowChecks.Count(x.Length, width);
        RowChecks.Match(x.Length, y.Length, "y");
        Span<T> powers = stackalloc T[Block];
        for (var row = 0; row < rows; row++)
        {
            var part = y.Slice(row * width, width);
            var largest = TensorPrimitives.Max(x.Slice(row * width, width));
            TensorPrimitives.Subtract(x.Slice(row * width, width), largest, part);
            var sum = 0.0;
            for (var i = 0; i < width; i += Block)
            {
                var block = powers[..Math.Min(Block, width - i)];
                Elementwise.Exp<T>(part.Slice(i, block.Length), block);
                sum += Softmax.Sum<T>(block);
            }

            TensorPrimitives.Subtract(part, T.CreateTruncating(Math.Log(sum)), part);
        }
    }

    /// <summary>dx = upstream − e^y·Σ upstream, row by row.</summary>
    /// <param name="y">What <see cref="Value"/> gave.</param>
    /// <param name="width">The elements of a row.</param>
    /// <param name="upstream">The gradient with respect to y.</param>
    /// <param name="dx">The gradient with respect to x; may be one of the spans that are read.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> y, int width, ReadOnlySpan<T> upstream, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowChecks.Count(y.Length, width);
        RowChecks.Match(y.Length, upstream.Length, "upstream");
        RowChecks.Match(y.Length, dx.Length, "dx");
        for (var first = 0; first < rows * width; first += width)
        {
            var sum = Softmax.Sum(upstream.Slice(first, width));
            for (var i = first; i < first + width; i++)
            {
                var probability = Math.Exp(double.CreateTruncating(y[i]));
                dx[i] = T.CreateTruncating(double.CreateTruncating(upstream[i]) - probability * sum);
            }
        }
    }

    /// <summary>x − ln(eˣ + 1) = −softplus(−x).</summary>
    private readonly record struct OfTwo : IActivation<OfTwo>
    {
        public static Card Card => LogSoftmax.Card;

        public static OfTwo Default => default;

        public static V Value<V>(in OfTwo f, V x) where V : struct, ILanes<V> => -Softplus.Value<V>(default, -x);

        public static V SlopeFromLeft<V>(in OfTwo f, V x) where V : struct, ILanes<V> => Sigmoid.Of(-x);

        public static V SlopeFromRight<V>(in OfTwo f, V x) where V : struct, ILanes<V> => SlopeFromLeft(f, x);
    }
}
