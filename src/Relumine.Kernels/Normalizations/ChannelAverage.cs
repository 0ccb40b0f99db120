using System.Numerics;
using System.Numerics.Tensors;

namespace Relumine.Kernels.Normalizations;

/// <summary>The mean of every channel of a sample, the channels of a position side by side, and its gradient.</summary>
public static class ChannelAverage
{
    /// <summary>Adds up the positions of each sample in order and divides by their number.</summary>
    /// <param name="x">[samples, positions, channels].</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="means">Takes [samples, channels].</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void Of<T>(ReadOnlySpan<T> x, int samples, Span<T> means) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (channels, positions) = Sizes(x.Length, samples, means.Length);
        for (var sample = 0; sample < samples; sample++)
        {
            var sums = means.Slice(sample * channels, channels);
            sums.Clear();
            for (var row = sample * positions; row < (sample + 1) * positions; row++)
            {
                TensorPrimitives.Add(sums, x.Slice(row * channels, channels), sums);
            }

            TensorPrimitives.Divide(sums, T.CreateTruncating(positions), sums);
        }
    }

    /// <summary>The gradient of x: that of the mean, divided among the positions.</summary>
    /// <param name="upstream">The gradient of the means, [samples, channels].</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="dx">Takes [samples, positions, channels].</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void Spread<T>(ReadOnlySpan<T> upstream, int samples, Span<T> dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (channels, positions) = Sizes(dx.Length, samples, upstream.Length);
        for (var sample = 0; sample < samples; sample++)
        {
            var first = dx.Slice(sample * positions * channels, channels);
            TensorPrimitives.Divide(upstream.Slice(sample * channels, channels), T.CreateTruncating(positions), first);
            for (var position = 1; position < positions; position++)
            {
                first.CopyTo(dx.Slice((sample * positions + position) * channels, channels));
            }
        }
    }

    private static (int Channels, int Positions) Sizes(int length, int samples, int means)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        var channels = means / samples;
        return means % samples == 0 && channels > 0
            ? (channels, NormalizationSamples.Positions(length, samples, channels))
            : throw new ArgumentException($"{means} means are not {samples} samples of whole channels.");
    }
}
