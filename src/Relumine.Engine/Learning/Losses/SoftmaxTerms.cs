using System.Numerics;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// −(1 − p)^γ·ln p with p = softmax(z) at the label, averaged over samples, and mixed with the mean of −ln softmax(z) over all classes
/// where labels are smoothed: what the losses of classes that exclude each other have in common.
/// </summary>
/// <remarks>
/// Computed from z − max z, so that nothing overflows. The gradient at the label is minus the sum of the other
/// probabilities, not a probability less 1, so it keeps its digits when the network is almost certain.
/// </remarks>
internal static class SoftmaxTerms
{
    // Whole rows are taken together up to this many elements, so that one call of the exponential serves many rows.
    private const int Block = 1024;

    /// <summary>The mean, and its gradient where it is wanted.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">z: [samples, K].</param>
    /// <param name="targets">A label for each sample.</param>
    /// <param name="gradient">Gets the gradient, or empty.</param>
    /// <param name="smoothing">The share of the target that is spread evenly over all classes.</param>
    /// <param name="gamma">γ; 0 for cross entropy, and with smoothing.</param>
    public static double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient, double smoothing, double gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = outputs.Length / samples;
        var labels = targets.Labels;
        if (labels.Length != samples)
        {
            throw new ArgumentException($"There are {labels.Length} labels for {samples} samples.", nameof(targets));
        }

        Span<T> scratch = stackalloc T[Block];
        var rows = Math.Max(1, Block / width);
        var total = 0.0;
        var mix = new Mix(smoothing, gamma, gradient.IsEmpty ? 0 : samples);
        for (var first = 0; first < samples; first += rows)
        {
            var count = Math.Min(rows, samples - first);
            var z = outputs.Slice(first * width, count * width);
            var own = targets.Slice(first, count);
            total += gradient.IsEmpty && width > Block
                ? Wide(z, own, scratch, mix)
                : Rows(z, own, width, gradient.IsEmpty ? scratch[..z.Length] : gradient.Slice(first * width, z.Length), mix);
        }

        return total / samples;
    }

    // Leaves the gradient of a mean over so many samples in the memory that first holds the powers, or anything for 0 samples.
    private static double Rows<T>(ReadOnlySpan<T> z, in Targets targets, int width, Span<T> powers, in Mix mix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var total = 0.0;
        var labels = targets.Labels;
        Span<double> below = stackalloc double[labels.Length];
        Span<double> meanBelow = stackalloc double[mix.Smoothing > 0 ? labels.Length : 0];
        for (var row = 0; row < labels.Length; row++)
        {
            var reduced = powers.Slice(row * width, width);
            below[row] = Reduce(z.Slice(row * width, width), labels[row], reduced);
            if (mix.Smoothing > 0)
            {
                meanBelow[row] = -Sum<T>(reduced) / width;
            }
        }

        Elementwise.Exp<T>(powers, powers);
        for (var row = 0; row < labels.Length; row++)
        {
            var e = powers.Slice(row * width, width);
            var label = labels[row];
            var others = Others<T>(e, label);
            var sum = others + double.CreateTruncating(e[label]);
            var surprise = Surprise(others, sum, below[row]);
            var weight = targets.WeightOf(row);
            total += weight * mix.Value(surprise, others / sum, mix.Smoothing > 0 ? Math.Log(sum) + meanBelow[row] : 0);
            if (mix.Samples > 0)
            {
                Differentiate(e, label, others, weight * mix.Factor(surprise, others / sum), sum * mix.Samples);
                if (mix.Smoothing > 0)
                {
                    Smooth(e, label, weight * mix.Smoothing / mix.Samples);
                }
            }
        }

        return total;
    }

    // (softmax(z) − 1ₗ)·factor ÷ samples, out of the powers.
    private static void Differentiate<T>(Span<T> e, int label, double others, double factor, double divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = T.CreateTruncating(factor / divisor);
        for (var i = 0; i < e.Length; i++)
        {
            e[i] *= scale;
        }

        e[label] = T.CreateTruncating(-others * factor / divisor);
    }

    // Moves a share of the target from the label to all classes.
    private static void Smooth<T>(Span<T> gradient, int label, double share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var each = T.CreateTruncating(share / gradient.Length);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] -= each;
        }

        gradient[label] += T.CreateTruncating(share);
    }

    // A row that does not fit the scratch memory: its powers are never all there at once.
    private static double Wide<T>(ReadOnlySpan<T> z, in Targets targets, Span<T> scratch, in Mix mix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (largest, label) = (Largest(z), targets.Labels[0]);
        var (others, own, below) = (0.0, 0.0, 0.0);
        for (var start = 0; start < z.Length; start += scratch.Length)
        {
            var part = z.Slice(start, Math.Min(scratch.Length, z.Length - start));
            var powers = scratch[..part.Length];
            for (var i = 0; i < part.Length; i++)
            {
                powers[i] = part[i] - largest;
            }

            below -= Sum<T>(powers);
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

        var sum = others + own;
        var surprise = Surprise(others, sum, double.CreateTruncating(largest) - double.CreateTruncating(z[label]));
        return targets.WeightOf(0) * mix.Value(surprise, others / sum, Math.Log(sum) + (below / z.Length));
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

    private static double Sum<T>(ReadOnlySpan<T> numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        foreach (var x in numbers)
        {
            sum += double.CreateTruncating(x);
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

    /// <summary>How the surprise at the label becomes the loss of a sample.</summary>
    /// <param name="Smoothing">The share that is spread over all classes.</param>
    /// <param name="Gamma">γ.</param>
    /// <param name="Samples">The samples of the mean; 0 if no gradient is wanted.</param>
    private readonly record struct Mix(double Smoothing, double Gamma, int Samples)
    {
        /// <summary>The loss, of −ln p, of q = 1 − p and of the mean of −ln p over all classes.</summary>
        public double Value(double surprise, double q, double mean) =>
            Gamma > 0 ? Math.Pow(q, Gamma) * surprise
            : Smoothing > 0 ? ((1 - Smoothing) * surprise) + (Smoothing * mean)
            : surprise;

        /// <summary>What the gradient of cross entropy is multiplied with: q^γ + γ·q^(γ − 1)·p·(−ln p).</summary>
        public double Factor(double surprise, double q) =>
            Gamma == 0 ? 1
            : q == 0 ? 0
            : Math.Pow(q, Gamma) + (Gamma * Math.Pow(q, Gamma - 1) * (1 - q) * surprise);
    }
}
