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
    /// <param name="outputs">z.</param>
    /// <param name="targets">t: labels, where there is one output for each sample, or values.</param>
    /// <param name="gradient">The slopes, or empty.</param>
    public static double Evaluate<TValue, TSlope, T>(TValue value, TSlope slope, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
        where TValue : struct, IBinaryFormula
        where TSlope : struct, IBinaryFormula
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = targets.Labels;
        var values = targets.Values;
        if (outputs.Length != (labels.IsEmpty ? values.Length : labels.Length))
        {
            throw new ArgumentException($"There are {outputs.Length} outputs, but {values.Length} target values and {labels.Length} labels.", nameof(targets));
        }

        Span<T> wanted = stackalloc T[Block];
        Span<T> terms = stackalloc T[Block];
        var total = 0.0;
        var scale = T.CreateTruncating(1.0 / outputs.Length);
        for (var first = 0; first < outputs.Length; first += Block)
        {
            var count = Math.Min(Block, outputs.Length - first);
            for (var i = 0; i < count; i++)
            {
                wanted[i] = labels.IsEmpty ? T.CreateTruncating(values[first + i]) : T.CreateTruncating(labels[first + i]);
            }

            Elementwise.Map<TValue, T>(value, outputs.Slice(first, count), wanted[..count], terms[..count]);
            for (var i = 0; i < count; i++)
            {
                total += double.CreateTruncating(terms[i]);
            }

            if (!gradient.IsEmpty)
            {
                var part = gradient.Slice(first, count);
                Elementwise.Map<TSlope, T>(slope, outputs.Slice(first, count), wanted[..count], part);
                for (var i = 0; i < count; i++)
                {
                    part[i] *= scale;
                }
            }
        }

        return total / outputs.Length;
    }
}
