using System.Numerics;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// −ln softmax(z)ₗ for the label l: for classes that exclude each other (Bridle 1990). The gradient is softmax(z) − 1ₗ.
/// </summary>
/// <remarks>
/// Computed from z − max z, so that nothing overflows. The gradient at the label is minus the sum of the other
/// probabilities, not a probability less 1, so it keeps its digits when the network is almost certain.
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    // Whole rows are taken together up to this many elements, so that one call of the exponential serves many rows.
    private const int Block = 1024;

    /// <inheritdoc/>
    public override string Name => "softmaxCrossEntropy";

    /// <inheritdoc/>
    public override string Summary => "−ln softmax(z) at the label: one of K classes, K outputs";

    /// <inheritdoc/>
    public override bool TargetsAreLabels => true;

    /// <inheritdoc/>
    public override string? Objection(int outputs, int classes, int values) =>
        classes == 0 ? "needs labels of classes, but the data have values. Use meanSquaredError, or name the label column."
        : outputs < classes
            ? $"needs one output for each class, but the network has {outputs} output{(outputs == 1 ? "" : "s")} and the data have {classes} classes. "
                + $"Give the last layer {classes} units{(classes == 2 && outputs == 1 ? ", or use binaryCrossEntropy" : "")}."
        : null;

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        var width = Width<T>(samples, outputs, gradient);
        var labels = targets.Labels;
        if (labels.Length != samples)
        {
            throw new ArgumentException($"There are {labels.Length} labels for {samples} samples.", nameof(targets));
        }

        Span<T> scratch = stackalloc T[Block];
        var rows = Math.Max(1, Block / width);
        var total = 0.0;
        for (var first = 0; first < samples; first += rows)
        {
            var count = Math.Min(rows, samples - first);
            var z = outputs.Slice(first * width, count * width);
            var own = labels.Slice(first, count);
            total += gradient.IsEmpty && width > Block
                ? Wide(z, own[0], scratch)
                : Rows(z, own, width, gradient.IsEmpty ? scratch[..z.Length] : gradient.Slice(first * width, z.Length), gradient.IsEmpty ? 0 : samples);
        }

        return total / samples;
    }

    // Leaves the gradient of a mean over so many samples in the memory that first holds the powers, or anything for 0 samples.
    private static double Rows<T>(ReadOnlySpan<T> z, ReadOnlySpan<int> labels, int width, Span<T> powers, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var total = 0.0;
        Span<double> below = stackalloc double[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            below[row] = Reduce(z.Slice(row * width, width), labels[row], powers.Slice(row * width, width));
        }

        Elementwise.Exp<T>(powers, powers);
        for (var row = 0; row < labels.Length; row++)
        {
            var e = powers.Slice(row * width, width);
            var label = labels[row];
            var others = Others<T>(e, label);
            var sum = others + double.CreateTruncating(e[label]);
            total += Surprise(others, sum, below[row]);
            if (samples == 0)
            {
                continue;
            }

            var scale = T.CreateTruncating(1 / (sum * samples));
            for (var i = 0; i < e.Length; i++)
            {
                e[i] *= scale;
            }

            e[label] = T.CreateTruncating(-others / (sum * samples));
        }

        return total;
    }

    // A row that does not fit the scratch memory: its powers are never all there at once.
    private static double Wide<T>(ReadOnlySpan<T> z, int label, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = Largest(z);
        var (others, own) = (0.0, 0.0);
        for (var start = 0; start < z.Length; start += scratch.Length)
        {
            var part = z.Slice(start, Math.Min(scratch.Length, z.Length - start));
            var powers = scratch[..part.Length];
            for (var i = 0; i < part.Length; i++)
            {
                powers[i] = part[i] - largest;
            }

            Elementwise.Exp<T>(powers, powers);
            for (var i = 0; i < part.Length; i++)
            {
                if (start + i == label)
                {
                    own = double.CreateTruncating(powers[i]);
                }
                else
                {
                    others += double.CreateTruncating(powers[i]);
                }
            }
        }

        return Surprise(others, others + own, double.CreateTruncating(largest) - double.CreateTruncating(z[label]));
    }

    // Moves a row so that its largest number is 0; returns how far the label's lies below.
    private static double Reduce<T>(ReadOnlySpan<T> z, int label, Span<T> reduced)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = Largest(z);
        var below = double.CreateTruncating(largest) - double.CreateTruncating(z[label]);
        for (var i = 0; i < z.Length; i++)
        {
            reduced[i] = z[i] - largest;
        }

        return below;
    }

    // A NaN is not noticed here; its power makes the sum NaN.
    private static T Largest<T>(ReadOnlySpan<T> z) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = z[0];
        for (var i = 1; i < z.Length; i++)
        {
            largest = z[i] > largest ? z[i] : largest;
        }

        return largest;
    }

    private static double Others<T>(ReadOnlySpan<T> powers, int label) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < label; i++)
        {
            sum += double.CreateTruncating(powers[i]);
        }

        for (var i = label + 1; i < powers.Length; i++)
        {
            sum += double.CreateTruncating(powers[i]);
        }

        return sum;
    }

    // ln(sum) + below. Where the label is the largest, the sum is 1 + others: too close to 1 for its logarithm.
    private static double Surprise(double others, double sum, double below) =>
        below == 0 && others < 0.5 ? LogarithmOfOnePlus(others) : Math.Log(sum) + below;

    private static double LogarithmOfOnePlus(double x)
    {
        // The rounding of 1 + x is undone by the ratio (Kahan; Goldberg 1991, theorem 4).
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }
}
