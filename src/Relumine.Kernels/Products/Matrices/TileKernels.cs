using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Which of the kernels computes a tile of a product: the highest that fits, for the width of the registers.</summary>
/// <remarks>
/// An element x[r, k] is at <c>x[r·stride + k·step]</c>: rows of x in a forward product (step 1), columns of x in the
/// gradient of the weights (stride 1).
/// </remarks>
internal static unsafe class TileKernels
{
    /// <summary>The rows of the highest tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Highest<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged =>
        IsWide<V, T>() ? TwelveByTwo.Rows : SixByTwo.Rows;

    /// <summary>The rows of the next tile when <paramref name="left"/> are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rows<V, T>(int left) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        left >= Highest<V, T>() ? Highest<V, T>()
        : IsWide<V, T>() && left >= EightByTwo.Rows ? EightByTwo.Rows
        : Math.Min(left, FourByTwo.Rows);

    /// <summary>Elements from one row of a tile's sums to the next, for tiles of so many rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Stride<V, T>(int rows, int columns) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        IsNarrow<V, T>(rows, columns) ? V.Count : 2 * V.Count;

    /// <summary>
    /// <c>to[r, :] = from[r, :] + Σₖ x[r, k]·panel[k, :]</c>, every element one chain of fused multiply-adds in
    /// ascending k. The rows of <paramref name="to"/> are adjacent, <see cref="Stride"/> elements long, and at least
    /// <see cref="FourByTwo.Rows"/> of them are written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<V, T>(
        T* x, nint stride, nint step, int rows, T* panel, int columns, nint count, T* from, nint fromStride, T* to, byte* ahead, nint aheadStep)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (rows < Highest<V, T>())
        {
            if (rows == EightByTwo.Rows)
            {
                EightByTwo.Accumulate<V, T>(x, stride, step, panel, count, from, fromStride, to);
            }
            else
            {
                FourByTwo.Accumulate<V, T>(x, stride, step, rows, panel, count, from, fromStride, to);
            }
        }
        else if (!IsWide<V, T>())
        {
            SixByTwo.Accumulate<V, T>(x, stride, step, panel, count, from, fromStride, to);
        }
        else if (columns <= V.Count)
        {
            TwelveByOne.Accumulate<V, T>(x, stride, step, panel, count, from, fromStride, to);
        }
        else
        {
            TwelveByTwo.Accumulate<V, T>(x, stride, step, panel, count, from, fromStride, to, ahead, aheadStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWide<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged => V.Count * sizeof(T) == 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNarrow<V, T>(int rows, int columns) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        IsWide<V, T>() && rows == TwelveByTwo.Rows && columns <= V.Count;
}
