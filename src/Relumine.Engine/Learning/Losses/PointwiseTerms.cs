using System.Numerics;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// The losses that are a mean of terms, one for each output and its target: over samples and outputs alike, as PyTorch's
/// are by default. The terms and slopes are written over lanes, once each.
/// </summary>
internal static class PointwiseTerms
{
    private const int Block = 512;

    /// <summary>The mean of value(z, t), and slope(z, t) divided by the number of terms.</summary>
    /// <param name="value">The term for an output and its target.</param>
    /// <param name="slope">Its derivative with respect to the output.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">z.</param>
    /// <param name="targets">t: values, or labels, which are numbers where a sample has one output, and 1 at the label and 0 elsewhere otherwise.</param>
    /// <param name="gradient">The slopes, or empty.</param>
    /// <param name="smoothing">The share by which targets are moved towards ½.</param>
    public static double Evaluate<TValue, TSlope, T>(
        TValue value, TSlope slope, int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient, double smoothing = 0)
        where TValue : struct, IBinaryFormula
        where TSlope : struct, IBinaryFormula
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = targets.Labels;
        var values = targets.Values;
        if (labels.IsEmpty ? outputs.Length != values.Length : labels.Length != samples)
        {
            throw new ArgumentException($"There are {outputs.Length} outputs, but {values.Length} target values and {labels.Length} labels.", nameof(targets));
        }

        Span<T> wanted = stackalloc T[Block];
        Span<T> terms = stackalloc T[Block];
        var (total, width) = (0.0, outputs.Length / samples);
        var scale = T.CreateTruncating(1.0 / outputs.Length);
        for (var first = 0; first < outputs.Length; first += Block)
        {
            var count = Math.Min(Block, outputs.Length - first);
            Want(wanted[..count], first, width, targets);
            if (smoothing > 0)
            {
                Smooth(wanted[..count], smoothing);
            }

            Elementwise.Map<TValue, T>(value, outputs.Slice(first, count), wanted[..count], terms[..count]);
            if (!targets.Weights.IsEmpty)
            {
                Weigh(terms[..count], first, width, targets);
            }

            for (var i = 0; i < count; i++)
            {
                total += double.CreateTruncating(terms[i]);
            }

            if (!gradient.IsEmpty)
            {
                var part = gradient.Slice(first, count);
                Elementwise.Map<TSlope, T>(slope, outputs.Slice(first, count), wanted[..count], part);
                if (!targets.Weights.IsEmpty)
                {
                    Weigh(part, first, width, targets);
                }

                for (var i = 0; i < count; i++)
                {
                    part[i] *= scale;
                }
            }
        }

        return total / outputs.Length;
    }

    private static void Want<T>(Span<T> wanted, int first, int width, in Targets targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = targets.Labels;
        var values = targets.Values;
        for (var i = 0; i < wanted.Length; i++)
        {
            wanted[i] = labels.IsEmpty ? T.CreateTruncating(values[first + i])
                : width == 1 ? T.CreateTruncating(labels[first + i])
                : (first + i) % width == labels[(first + i) / width] ? T.One : T.Zero;
        }
    }

    private static void Smooth<T>(Span<T> wanted, double smoothing)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (kept, half) = (T.CreateTruncating(1 - smoothing), T.CreateTruncating(smoothing / 2));
        for (var i = 0; i < wanted.Length; i++)
        {
            wanted[i] = (wanted[i] * kept) + half;
        }
    }

    private static void Weigh<T>(Span<T> numbers, int first, int width, in Targets targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] *= T.CreateTruncating(targets.Weights[(first + i) / width]);
        }
    }
}
