using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>One chunk of a dense layer: a block of rows times a group of panels.</summary>
/// <remarks>
/// Panel by panel, and within a panel tile by tile down the rows, so that the panel stays in the second-level cache
/// and x is read in place. Which kernel computes an element does not matter to its bits.
/// </remarks>
internal readonly unsafe struct DenseDriver<V, T, E, P>(DenseJob<T, E> job) : IChunkBody
    where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
{
    private readonly DenseJob<T, E> _job = job;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(int chunk)
    {
        var chunks = _job.Chunks;
        var block = Math.DivRem(chunk, chunks.Groups, out var group);
        var row = block * chunks.BlockRows;
        var rows = Math.Min(chunks.BlockRows, _job.Rows - row);
        var column = group * chunks.GroupPanels * Panel.Width<T>();
        var end = Math.Min(_job.Outputs, column + chunks.GroupPanels * Panel.Width<T>());

        // Sums in the making: one tile; or, where panels are used in several depths, a strip of tiles down the rows.
        var room = (_job.Inputs > DenseChunks.Depth ? chunks.BlockRows : TwelveByTwo.Rows) * 2 + OneByEight.Columns;
        var turned = _job.IsTurned ? (Math.Min(_job.Inputs, DenseChunks.Depth) + Panel.Width<T>()) * Panel.Bytes : 0;
        var memory = stackalloc byte[(room + 2) * V.Count * sizeof(T) + turned + 64];
        var zeros = (T*)(((nint)memory + 63) & ~63);
        var sums = zeros + 2 * V.Count;
        V.Store(V.Broadcast(default), ref *zeros);
        V.Store(V.Broadcast(default), ref zeros[V.Count]);
        if (rows == 1 && !_job.IsTurned)
        {
            OneRow(row, column, end, sums);
            return;
        }

        for (; column < end; column += 2 * V.Count)
        {
            Strip(row, rows, column, Math.Min(2 * V.Count, end - column), zeros, sums, sums + room * V.Count);
        }
    }

    // All rows of the block times at most two registers of columns.
    private void Strip(int firstRow, int rows, int column, int columns, T* zeros, T* sums, T* turned)
    {
        var width = Panel.Width<T>();
        var panel = _job.IsTurned ? turned : Columns(column);
        var high = TileKernels.Highest<V, T>();

        // Together the tiles call the next panel, which follows in memory, into the cache: each its share.
        // Of panels that are turned, each calls what the next strip has of one of them.
        var aheadStep = _job.IsTurned
            ? 2 * V.Count * Panel.Bytes / Math.Min(_job.Inputs, DenseChunks.Depth)
            : (Panel.Bytes - 1) / ((rows - 1) / high + 1) + 1;
        for (var depth = 0; depth == 0 || depth < _job.Inputs; depth += DenseChunks.Depth)
        {
            var count = Math.Min(DenseChunks.Depth, _job.Inputs - depth);
            var isLast = depth + count == _job.Inputs;
            var tile = sums;
            if (_job.IsTurned)
            {
                Turn(column, columns, depth, count, turned);
            }

            for (var r = 0; r < rows;)
            {
                var x = _job.X + (firstRow + r) * _job.XStride + depth;
                var tileRows = TileKernels.Rows<V, T>(rows - r);
                var tileStride = TileKernels.Stride<V, T>(tileRows, columns);
                var from = depth == 0 ? zeros : tile;
                nint fromStride = depth == 0 ? 0 : tileStride;
                var b = _job.IsTurned ? turned : panel + (long)depth * width;
                var ahead = _job.IsTurned
                    ? (byte*)(_job.Panels + ((long)(depth / width + r / high) * _job.Outputs + column + columns) * width)
                    : (byte*)(b + (long)count * width) + (long)(r / high) * aheadStep * count;
                TileKernels.Accumulate<V, T>(x, _job.XStride, 1, tileRows, b, columns, count, from, fromStride, tile, ahead, aheadStep);
                if (isLast)
                {
                    Epilogue.Finish<V, T, E, P>(_job, tile, tileStride, firstRow + r, tileRows, column, columns, Record(firstRow, column), r == 0);
                }

                r += tileRows;
                if (_job.Inputs > DenseChunks.Depth)
                {
                    tile += Math.Max(tileRows, FourByTwo.Rows) * tileStride;
                }
            }
        }
    }

    // Some rows of at most two registers of columns of the matrix, whose transpose is in memory. What it has behind its last column there is 0.
    private void Turn(int column, int columns, int depth, int count, T* turned)
    {
        var width = Panel.Width<T>();
        if (columns < 2 * V.Count)
        {
            new Span<T>(turned, count * width).Clear();
        }

        for (var n = 0; n < count; n += width)
        {
            var from = _job.Panels + ((long)((depth + n) / width) * _job.Outputs + column) * width;
            Transposition.Run(from, width, turned + n * width, width, columns, width, V.Count * sizeof(T) * 8);
        }
    }

    // A vector times the group of panels.
    private void OneRow(int row, int column, int end, T* sums)
    {
        var pairs = stackalloc T*[OneByEight.Columns / 2];
        for (; column < end; column += OneByEight.Columns * V.Count)
        {
            for (var i = 0; i < OneByEight.Columns / 2; i++)
            {
                var at = column + 2 * i * V.Count;
                pairs[i] = at < end ? Columns(at) : pairs[i - 1];
            }

            OneByEight.Accumulate<V, T>(_job.X + row * _job.XStride, _job.Inputs, pairs[0], pairs[1], pairs[2], pairs[3], sums);
            var columns = Math.Min(OneByEight.Columns * V.Count, end - column);
            Epilogue.Finish<V, T, E, P>(_job, sums, columns, row, 1, column, columns, Record(row, column), isFirst: true);
        }
    }

    private T* Columns(int column)
    {
        var width = Panel.Width<T>();
        return _job.Panels + (long)(column / width) * _job.Inputs * width + column % width;
    }

    private T* Record(int row, int column) =>
        _job.Records is null ? null : _job.Records + (nint)(row / _job.Chunks.BlockRows) * _job.RecordSize + column;
}
