using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// Where the windows of a plane are, and within each window the runs of numbers that the sum goes through: a window is
/// a place, a tap a distance from it, and neighbouring taps whose channels touch may be joined to one run.
/// </summary>
internal sealed unsafe class TapTable
{
    private readonly nint[] _windows;
    private readonly nint[] _runs;

    private TapTable(nint[] windows, nint[] runs, int runLength, int rowLength) =>
        (_windows, _runs, RunLength, RowLength) = (windows, runs, runLength, rowLength);

    /// <summary>The first element of each window; valid while this object is alive.</summary>
    public nint* Windows => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_windows));

    /// <summary>The number of windows.</summary>
    public int WindowCount => _windows.Length;

    /// <summary>From there to the first element of each run; valid while this object is alive.</summary>
    public nint* Runs => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_runs));

    /// <summary>The number of runs of a window.</summary>
    public int RunCount => _runs.Length;

    /// <summary>The elements of a run.</summary>
    public int RunLength { get; }

    /// <summary>The windows of a row, which are equally far apart.</summary>
    public int RowLength { get; }

    /// <summary>The windows of the forward pass.</summary>
    public static TapTable OfInput(WindowGeometry window, PlaneMap plane, int channels, bool joins) =>
        Of(window, plane, channels, joins, window.Output, window.Stride);

    /// <summary>The windows of a phase of the backward pass, one for each of its inputs, over the plane of the outputs.</summary>
    public static TapTable OfPhase(WindowGeometry window, PlaneMap plane, int channels, bool joins, PhaseAlong[] along)
    {
        var (z, y, x) = (along[0], along[1], along[2]);
        nint across = plane.ChannelStride, down = across * plane.Size[2], deep = down * plane.Size[1];
        var windows = GC.AllocateArray<nint>(z.Count * y.Count * x.Count, pinned: true);
        for (var i = 0; i < windows.Length; i++)
        {
            var (line, column) = Math.DivRem(i, x.Count);
            windows[i] = line / y.Count * deep + line % y.Count * down + column * across;
        }

        // Outputs of neighbouring taps are neighbours, unless the dilation has other factors than the stride.
        var together = joins && channels == plane.ChannelStride && window.Stride[2] % window.Dilation[2] == 0 ? Math.Max(1, x.Taps.Length) : 1;
        var runs = GC.AllocateArray<nint>(z.Taps.Length * y.Taps.Length * x.Taps.Length / together, pinned: true);
        var next = 0;
        foreach (var oz in z.Outputs)
        {
            foreach (var oy in y.Outputs)
            {
                for (var t = 0; t < x.Outputs.Length; t += together)
                {
                    runs[next++] = plane.At(oz, oy, x.Outputs[t]);
                }
            }
        }

        return new TapTable(windows, runs, together * channels, x.Count);
    }

    private static TapTable Of(WindowGeometry window, PlaneMap plane, int channels, bool joins, int[] count, int[] stride)
    {
        var size = plane.Size.ToArray();
        nint across = plane.ChannelStride, down = across * size[2], deep = down * size[1];
        var windows = GC.AllocateArray<nint>(count[0] * count[1] * count[2], pinned: true);
        var next = 0;
        for (var z = 0; z < count[0]; z++)
        {
            for (var y = 0; y < count[1]; y++)
            {
                for (var x = 0; x < count[2]; x++)
                {
                    windows[next++] = z * stride[0] * deep + y * stride[1] * down + x * stride[2] * across;
                }
            }
        }

        var together = joins && window.Dilation[2] == 1 && channels == plane.ChannelStride ? window.Kernel[2] : 1;
        var runs = GC.AllocateArray<nint>(window.Taps / together, pinned: true);
        next = 0;
        for (var z = 0; z < window.Kernel[0]; z++)
        {
            for (var y = 0; y < window.Kernel[1]; y++)
            {
                for (var x = 0; x < window.Kernel[2]; x += together)
                {
                    runs[next++] = z * window.Dilation[0] * deep + y * window.Dilation[1] * down + x * window.Dilation[2] * across;
                }
            }
        }

        return new TapTable(windows, runs, together * channels, count[2]);
    }
}
