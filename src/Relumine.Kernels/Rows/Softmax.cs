using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Rows;

/// <summary>eˣ divided by its sum over a row: positive numbers that add up to 1.</summary>
/// <remarks>
/// Computed from x − max x, so that nothing overflows; sums in double precision, in order. A row with +∞ or NaN, and a
/// row of −∞ alone, gives NaN.
/// </remarks>
public readonly record struct Softmax : IActivationOperator
{
    // Elements that are worked on at a time, and from how many on a row is worth a call of its own.
    private const int Block = 1024;
    private const int Long = 32;

    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Softmax", "Softmax", @"f(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
        "f(x)ᵢ = e^(xᵢ) / Σⱼ e^(xⱼ)",
        "Boltzmann 1868; in networks Bridle 1990, Neurocomputing NATO ASI F68",
        new OnnxForm(13, [new OnnxStep("y", "Softmax", ["x"], [new OnnxAttribute("axis", Constant: -1)])]))
    {
        Held = "the second of two numbers, at 0: the share of the first",
        Range = "(0, 1), adding up to 1",
        Good = "Probabilities of classes that exclude each other: the output for classification, with cross-entropy.",
        Bad = "Saturates: a confident wrong answer has almost no gradient, unless softmax and cross-entropy are differentiated together.",
    };

    /// <inheritdoc/>
    public static Activation Section { get; } = new OperatorSection(Card, Activation.Of(Sigmoid.Default));

    /// <summary>y = softmax of every row.</summary>
    /// <param name="x">Rows of numbers, <see cref="float"/> or <see cref="double"/>.</param>
    /// <param name="width">The elements of a row.</param>
    /// <param name="y">The results: as many; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap in part.</exception>
    public static void Value<T>(ReadOnlySpan<T> x, int width, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = RowChecks.Count(x.Length, width);
        RowChecks.Match(x.Length, y.Length, "y");

        // Rows of a few numbers share an exponential, or its call would take longer than its work.
        var most = Math.Max(1, Block / Math.Max(1, width)) * width;
        for (int at = 0, end = rows * width; at < end; at += most)
        {
            var block = y.Slice(at, Math.Min(most, end - at));
            FromLargest(x.Slice(at, block.Length), width, block);
            Elementwise.Exp<T>(block, block);
            for (var first = 0; first < block.Length; first += width)
            {
                var part = block.Slice(first, width);
                var sum = T.CreateTruncating(Sum<T>(part));
                if (width >= Long)
                {
                    TensorPrimitives.Divide(part, sum, part);
                    continue;
                }

                foreach (ref var share in part)
                {
                    share /= sum;
                }
            }
        }
    }

    /// <summary>y = x − max x, row by row.</summary>
    private static void FromLargest<T>(ReadOnlySpan<T> x, int width, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var first = 0; first < x.Length; first += width)
        {
            var row = x.Slice(first, width);
            var part = y.Slice(first, width);
            if (width >= Long)
            {
                TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), part);
                continue;
            }

            var largest = row[0];
            for (var i = 1; i < row.Length; i++)
            {
                largest = T.Max(largest, row[i]);
            }

            for (var i = 0; i < row.Length; i++)
            {
                part[i] = row[i] - largest;
            }
        }
    }

    /// <summary>dx = y·(upstream − Σ y·upstream), row by row.</summary>
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
            var mean = 0.0;
            for (var i = first; i < first + width; i++)
            {
                mean += double.CreateTruncating(y[i]) * double.CreateTruncating(upstream[i]);
            }

            for (var i = first; i < first + width; i++)
            {
                dx[i] = T.CreateTruncating(double.CreateTruncating(y[i]) * (double.CreateTruncating(upstream[i]) - mean));
            }
        }
    }

    /// <summary>Σ x in double precision; four partial sums, always the same, because one would wait for itself.</summary>
    internal static double Sum<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            a += double.CreateTruncating(x[i]);
            b += double.CreateTruncating(x[i + 1]);
            c += double.CreateTruncating(x[i + 2]);
            d += double.CreateTruncating(x[i + 3]);
        }

        for (; i < x.Length; i++)
        {
            a += double.CreateTruncating(x[i]);
        }

        return a + b + (c + d);
    }
}
