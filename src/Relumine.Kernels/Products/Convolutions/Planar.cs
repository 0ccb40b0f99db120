using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>From the channels of a position side by side to a plane for each channel, and back.</summary>
internal static unsafe class Planar
{
    // So many positions of a channel are written at once; they are one cache line.
    private const int Line = 64;

    /// <summary>Writes [channels, positions] as [positions, channels].</summary>
    public static void Read<T>(T* from, int positions, int channels, T* to) where T : unmanaged => Write(from, channels, positions, to);

    /// <summary>Writes [positions, channels] as [channels, positions].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write<T>(T* from, int positions, int channels, T* to) where T : unmanaged
    {
        if (channels == 1 || positions == 1)
        {
            Unsafe.CopyBlockUnaligned(to, from, (uint)(positions * channels * sizeof(T)));
            return;
        }

        var block = Line / sizeof(T);
        for (var first = 0; first < positions; first += block)
        {
            var end = Math.Min(first + block, positions);
            for (var c = 0; c < channels; c++)
            {
                var plane = to + (nint)c * positions;
                for (var p = first; p < end; p++)
                {
                    plane[p] = from[(nint)p * channels + c];
                }
            }
        }
    }
}
