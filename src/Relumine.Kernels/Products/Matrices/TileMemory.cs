using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>The less common ways of a tile between registers and the matrices around it.</summary>
internal static unsafe class TileMemory
{
    /// <summary>Writes the first columns of a register's width of the tile to <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store<V, T>(T* tile, nint tileStride, int rows, int columns, T* to, nint toStride)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var r = 0; r < rows; r++, tile += tileStride, to += toStride)
        {
            V.StorePartial(V.Load(ref *tile), ref *to, columns);
        }
    }

    /// <summary>Writes the sum of a register's width of the tile and a bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreSum<V, T>(T* tile, nint tileStride, int rows, int columns, V bias, T* to, nint toStride)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var r = 0; r < rows; r++, tile += tileStride, to += toStride)
        {
            V.StorePartial(V.Load(ref *tile) + bias, ref *to, columns);
        }
    }

    /// <summary>Adds a matrix to the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, T>(T* tile, nint tileStride, int rows, int columns, T* from, nint fromStride)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var r = 0; r < rows; r++, tile += tileStride, from += fromStride)
        {
            for (var j = 0; j < columns; j += V.Count)
            {
                V.Store(V.Load(ref tile[j]) + V.LoadPartial(ref from[j], Math.Min(V.Count, columns - j)), ref tile[j]);
            }
        }
    }
}
