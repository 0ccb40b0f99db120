using System.Numerics;
using System.Numerics.Tensors;

namespace Relucent.Kernels;

/// <summary>The mean of each window of a sample whose channels are side by side.</summary>
internal static unsafe class MeanTiles
{
    /// <summary>Pools a sample, [positions, channels], to [windows, channels].</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="divisors">By what the sum of each window is divided.</param>
    /// <param name="x">The sample.</param>
    /// <param name="y">Takes the means.</param>
    public static void Run<T>(WindowGeometry window, int channels, ReadOnlySpan<T> divisors, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        int* starts = window.Places.Starts, places = window.Places.Places;
        for (var i = 0; i < window.Positions; i++)
        {
            var mean = y.Slice(i * channels, channels);
            mean.Clear();
            for (var t = starts[i]; t < starts[i + 1]; t++)
            {
                TensorPrimitives.Add(mean, x.Slice(places[t] * channels, channels), mean);
            }

            TensorPrimitives.Divide(mean, divisors[i], mean);
        }

        GC.KeepAlive(window);
    }

    /// <summary>Writes the gradients of a sample's elements.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="divisors">By what the sum of each window was divided.</param>
    /// <param name="dy">The gradients of the windows.</param>
    /// <param name="dx">Takes the gradients of the elements.</param>
    public static void Back<T>(WindowGeometry window, int channels, ReadOnlySpan<T> divisors, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, INumberBase<T>
    {
        int* starts = window.Places.Starts, places = window.Places.Places;
        dx.Clear();
        for (var i = 0; i < window.Positions; i++)
        {
            var gradient = dy.Slice(i * channels, channels);
            for (var t = starts[i]; t < starts[i + 1]; t++)
            {
                var target = dx.Slice(places[t] * channels, channels);
                TensorPrimitives.MultiplyAdd(gradient, T.One / divisors[i], target, target);
            }
        }

        GC.KeepAlive(window);
    }
}
