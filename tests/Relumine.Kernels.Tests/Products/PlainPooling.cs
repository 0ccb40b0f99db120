using Relumine.Kernels.Products.Convolutions;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Maximum pooling as its definition says it, of samples whose channels are side by side.</summary>
internal static class PlainPooling
{
    /// <summary>The largest element of each window, and the tap at which it is, the first of several.</summary>
    public static void Maximum(WindowGeometry window, int channels, int samples, float[] x, float[] y, float[] winners)
    {
        foreach (var (sample, output, tap, input) in Taps(window, samples))
        {
            for (var c = 0; c < channels; c++)
            {
                var (from, to) = ((sample * window.InputPositions + input) * channels + c, (sample * window.Positions + output) * channels + c);
                if (tap == 0 || x[from] > y[to])
                {
                    (y[to], winners[to]) = (x[from], tap);
                }
            }
        }
    }

    /// <summary>Gives the gradient of each window to its winner.</summary>
    public static void Back(WindowGeometry window, int channels, int samples, float[] dy, float[] winners, float[] dx)
    {
        Array.Clear(dx);
        foreach (var (sample, output, tap, input) in Taps(window, samples))
        {
            for (var c = 0; c < channels; c++)
            {
                var from = (sample * window.Positions + output) * channels + c;
                dx[(sample * window.InputPositions + input) * channels + c] += winners[from] == tap ? dy[from] : 0;
            }
        }
    }

    // Every tap of every window that lies inside the input, with the positions that it connects; there is no border in front.
    private static IEnumerable<(int Sample, int Output, int Tap, int Input)> Taps(WindowGeometry window, int samples) =>
        from sample in Enumerable.Range(0, samples)
        from output in Enumerable.Range(0, window.Positions)
        from tap in Enumerable.Range(0, window.Taps)
        let at = Add(Times(Split(output, window.Output), window.Stride), Times(Split(tap, window.Kernel), window.Dilation))
        where at[0] < window.Input[0] && at[1] < window.Input[1] && at[2] < window.Input[2]
        select (sample, output, tap, (at[0] * window.Input[1] + at[1]) * window.Input[2] + at[2]);

    private static int[] Split(int index, int[] sizes) => [index / sizes[2] / sizes[1], index / sizes[2] % sizes[1], index % sizes[2]];

    private static int[] Times(int[] a, int[] b) => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];

    private static int[] Add(int[] a, int[] b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
