using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Rows become columns: squares in the widest registers there are, and what is left element by element.</summary>
internal static unsafe class Transposition
{
    /// <summary><c>to[c·toStride + r] = from[r·fromStride + c]</c>; the two do not overlap.</summary>
    /// <param name="from">The first element.</param>
    /// <param name="fromStride">Elements from one row to the next.</param>
    /// <param name="to">Where the first element goes.</param>
    /// <param name="toStride">Elements from one row of the result to the next.</param>
    /// <param name="rows">The rows of <paramref name="from"/>.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="bits">The widest registers that may be used.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* from, nint fromStride, T* to, nint toStride, int rows, int columns, int bits = 512)
        where T : unmanaged
    {
        var side = Side<T>(rows, columns, bits);
        int wholeRows = 0, wholeColumns = 0;
        if (side > 1)
        {
            (wholeRows, wholeColumns) = (rows / side * side, columns / side * side);
            for (var r = 0; r < wholeRows; r += side)
            {
                for (var c = 0; c < wholeColumns; c += side)
                {
                    Square(from + r * fromStride + c, fromStride, to + c * toStride + r, toStride, side);
                }
            }
        }

        Rest(from + wholeColumns, fromStride, to + wholeColumns * toStride, toStride, wholeRows, columns - wholeColumns);
        Rest(from + wholeRows * fromStride, fromStride, to + wholeRows, toStride, rows - wholeRows, columns);
    }

    private static int Side<T>(int rows, int columns, int bits) where T : unmanaged
    {
        var most = sizeof(T) is not (4 or 8) ? 1 : Math.Min(rows, columns) * sizeof(T);
        return most >= 64 && bits >= 512 && Avx512F.IsSupported ? 64 / sizeof(T) : most >= 32 && bits >= 256 && Avx.IsSupported ? 32 / sizeof(T) : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(T* from, nint fromStride, T* to, nint toStride, int side) where T : unmanaged
    {
        if (side == 64 / sizeof(T))
        {
            if (sizeof(T) == 4)
            {
                Transposition512.Run((float*)from, fromStride, (float*)to, toStride);
            }
            else
            {
                Transposition512.Run((double*)from, fromStride, (double*)to, toStride);
            }
        }
        else if (sizeof(T) == 4)
        {
            Transposition256.Run((float*)from, fromStride, (float*)to, toStride);
        }
        else
        {
            Transposition256.Run((double*)from, fromStride, (double*)to, toStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rest<T>(T* from, nint fromStride, T* to, nint toStride, int rows, int columns) where T : unmanaged
    {
        if (columns < rows)
        {
            for (var c = 0; c < columns; c++, from++, to += toStride)
            {
                var source = from;
                for (var r = 0; r < rows; r++, source += fromStride)
                {
                    to[r] = *source;
                }
            }

            return;
        }

        for (var r = 0; r < rows; r++, from += fromStride, to++)
        {
            var target = to;
            for (var c = 0; c < columns; c++, target += toStride)
            {
                *target = from[c];
            }
        }
    }
}
