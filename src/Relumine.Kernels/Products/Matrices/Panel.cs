using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// The shape of a panel of packed weights: a strip of columns, row after row, two cache lines wide. That is two
/// registers of 512 bits, four of 256 or eight of 128; the width of the registers never changes a result.
/// </summary>
internal static class Panel
{
    /// <summary>The bytes of one row of a panel.</summary>
    public const int Bytes = 128;

    /// <summary>The number of columns in a panel: 32 floats or 16 doubles.</summary>
    public static unsafe int Width<T>() where T : unmanaged => Bytes / sizeof(T);

    /// <summary>The number of panels that hold <paramref name="columns"/> columns.</summary>
    public static int Count<T>(int columns) where T : unmanaged => (columns - 1) / Width<T>() + 1;

    /// <summary>The number of columns with the padding of the last panel.</summary>
    public static int Padded<T>(int columns) where T : unmanaged => Count<T>(columns) * Width<T>();

    /// <summary>Asks for a cache line to be brought into the second-level cache; any address will do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }
}
