using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>One chunk of the gradient of a dense layer's weights: some rows of one panel of dW.</summary>
/// <remarks>
/// The samples are the depth of this product. For some samples at a time the columns of dz that belong to the panel are
/// packed (rows of dz are as far apart as the layer is wide, which caches with few ways do not bear), and x is read in
/// place, twelve columns at a time: they are adjacent in memory. Tiles are written to dW directly where they have its
/// shape. If dW is handed over, the chunk's part of it is on the stack.
/// </remarks>
internal readonly unsafe struct GradientDriver<V, TElement, TUse, T>(GradientJob<T> job, TUse use) : IChunkBody
    where V : struct, IWideLanes<V, T> where TElement : unmanaged where TUse : struct, IGradientUse<TElement> where T : unmanaged
{
    /// <summary>Samples at a time: their part of dz is 32 KiB and stays in the first-level cache.</summary>
    private const int Depth = 256;

    private readonly GradientJob<T> _job = job;
    private readonly TUse _use = use;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(int chunk)
    {
        var panel = Math.DivRem(chunk, _job.Groups, out var group);
        var first = group * _job.GroupInputs;
        var inputs = Math.Min(_job.GroupInputs, _job.Inputs - first);
        var width = Panel.Width<T>();
        var column = panel * width;
        var columns = Math.Min(width, _job.Outputs - column);
        var start = (panel * _job.Inputs + first) * width;
        var isTaken = typeof(TUse) != typeof(KeptGradient<TElement>);

        var memory = stackalloc byte[(Depth + TwelveByTwo.Rows + 1 + (isTaken ? inputs : 0)) * Panel.Bytes + 64];
        var packed = (T*)(((nint)memory + 63) & ~63);
        var tile = packed + Depth * width;
        var zeros = tile + TwelveByTwo.Rows * width;
        var target = isTaken ? zeros + width : _job.Panels + start;
        new Span<T>(zeros, width).Clear();
        if (isTaken && columns < width)
        {
            new Span<T>(target, inputs * width).Clear();
        }

        // Also once for no samples at all: the sums are 0 then.
        var row = 0;
        do
        {
            var samples = Math.Min(Depth, _job.Rows - row);
            GradientPanel.Pack<V, T>(_job.Dz + row * _job.DzStride + column, _job.DzStride, samples, columns, packed);
            var adds = _job.Adds || row > 0;
            if (group == 0 && _job.Bias is not null)
            {
                GradientPanel.AddRows<V, T>(packed, samples, columns, _job.Bias + column, adds);
            }

            var x = _job.X + row * _job.XStride + first;
            for (var half = 0; half < columns; half += 2 * V.Count)
            {
                Strip(x, samples, packed + half, target + half, inputs, Math.Min(2 * V.Count, columns - half), adds, tile, zeros);
            }

            row += Depth;
        }
        while (row < _job.Rows);

        if (isTaken)
        {
            _use.Take(start, new ReadOnlySpan<TElement>(target, inputs * width));
        }
    }

    // All rows of the chunk times at most two registers of columns.
    private void Strip(T* x, int samples, T* packed, T* target, int inputs, int columns, bool adds, T* tile, T* zeros)
    {
        var width = Panel.Width<T>();
        for (var k = 0; k < inputs;)
        {
            var rows = TileKernels.Rows<V, T>(inputs - k);
            var stride = TileKernels.Stride<V, T>(rows, columns);
            var to = target + (nint)k * width;
            var isInPlace = stride == width && columns == width && rows >= FourByTwo.Rows;
            var from = zeros;
            nint fromStride = 0;
            if (adds)
            {
                from = to;
                fromStride = width;
                if (rows < FourByTwo.Rows)
                {
                    // Of the smallest tile, rows that are missing are read too: they may lie behind dW.
                    for (var r = 0; r < rows; r++)
                    {
                        for (var j = 0; j < stride; j += V.Count)
                        {
                            V.Store(V.Load(ref to[r * width + j]), ref tile[r * stride + j]);
                        }
                    }

                    from = tile;
                    fromStride = stride;
                }
            }

            // The last column that the next tile reads: whatever is new of a cache line there, it is in.
            TileKernels.Accumulate<V, T>(
                x + k,
                1,
                _job.XStride,
                rows,
                packed,
                columns,
                samples,
                from,
                fromStride,
                isInPlace ? to : tile,
                (byte*)(x + k + 2 * rows - 1),
                _job.XStride * sizeof(T)
            );
            for (var j = 0; !isInPlace && j < columns; j += V.Count)
            {
                TileMemory.Store<V, T>(tile + j, stride, rows, Math.Min(V.Count, columns - j), to + j, width);
            }

            k += rows;
        }
    }
}
