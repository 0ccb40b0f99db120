using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>For every window, the taps that lie inside the input: where they are, and which they are.</summary>
internal sealed unsafe class WindowPlaces
{
    private readonly int[] _starts;
    private readonly int[] _places;
    private readonly int[] _taps;

    /// <summary>Goes through all taps of all windows.</summary>
    public WindowPlaces(WindowGeometry window)
    {
        _starts = GC.AllocateArray<int>(window.Positions + 1, pinned: true);
        var (places, taps) = (new List<int>(), new List<int>());
        for (var i = 0; i < window.Positions; i++)
        {
            var (row, across) = Math.DivRem(i, window.Output[2]);
            var (deep, down) = Math.DivRem(row, window.Output[1]);
            Find(window, [deep, down, across], places, taps);
            _starts[i + 1] = places.Count;
        }

        _places = GC.AllocateArray<int>(places.Count + 1, pinned: true);
        _taps = GC.AllocateArray<int>(places.Count + 1, pinned: true);
        places.CopyTo(_places);
        taps.CopyTo(_taps);
    }

    /// <summary>Where the taps of each window begin in the two lists; one more than there are windows. Valid while this object is alive.</summary>
    public int* Starts => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_starts));

    /// <summary>The position in the input of each tap, in ascending order; valid while this object is alive.</summary>
    public int* Places => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_places));

    /// <summary>The number of each tap, counting all taps of a window; valid while this object is alive.</summary>
    public int* Taps => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_taps));

    private static void Find(WindowGeometry window, ReadOnlySpan<int> at, List<int> places, List<int> taps)
    {
        var (input, kernel, stride, dilation, before) = (window.Input, window.Kernel, window.Stride, window.Dilation, window.Before);
        for (var tap = 0; tap < window.Taps; tap++)
        {
            var across = at[2] * stride[2] + tap % kernel[2] * dilation[2] - before[2];
            var down = at[1] * stride[1] + tap / kernel[2] % kernel[1] * dilation[1] - before[1];
            var deep = at[0] * stride[0] + tap / kernel[2] / kernel[1] * dilation[0] - before[0];
            if ((uint)deep < (uint)input[0] && (uint)down < (uint)input[1] && (uint)across < (uint)input[2])
            {
                places.Add((deep * input[1] + down) * input[2] + across);
                taps.Add(tap);
            }
        }
    }
}
