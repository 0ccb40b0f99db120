using System.Runtime.CompilerServices;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>From the channels of a position side by side to a plane for each channel, and back.</summary>
internal static unsafe class Planar
{
    /// <summary>Writes [channels, positions] as [positions, channels].</summary>
    public static void Read<T>(T* from, int positions, int channels, T* to) where T : unmanaged => Write(from, channels, positions, to);

    /// <summary>As <see cref="Write"/>, from position <paramref name="first"/> to <paramref name="end"/>.</summary>
    public static void WritePart<T>(T* from, int positions, int channels, T* to, int first, int end) where T : unmanaged =>
        Transposition.Run(from + (nint)first * channels, channels, to + first, positions, end - first, channels);

    /// <summary>Writes [positions, channels] as [channels, positions].</summary>
    public static void Write<T>(T* from, int positions, int channels, T* to) where T : unmanaged
    {
        if (channels == 1 || positions == 1)
        {
            Unsafe.CopyBlockUnaligned(to, from, (uint)(positions * channels * sizeof(T)));
            return;
        }

        Transposition.Run(from, channels, to, positions, positions, channels);
    }
}
