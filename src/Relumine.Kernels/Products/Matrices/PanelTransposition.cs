using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// From the panels of W to those of Wᵀ, in squares as wide as a panel: they are contiguous in both, so that all reading
/// and writing is of whole cache lines.
/// </summary>
internal readonly unsafe struct PanelTransposition<T> : IChunkBody where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Elements from which on threads are worth it: they take some ten microseconds.
    private const long Worthwhile = 1 << 18;

    private readonly T* _from;
    private readonly T* _to;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _bits;

    private PanelTransposition(T* from, T* to, int inputs, int outputs, int bits)
    {
        (_inputs, _outputs, _bits) = (inputs, outputs, bits);
        _from = from;
        _to = to;
    }

    /// <summary>Writes the transpose of a matrix over another of the right size, with registers of so many bits or less.</summary>
    public static void Run(PackedMatrix<T> from, PackedMatrix<T> to, WorkerPool? pool, int bits)
    {
        var body = new PanelTransposition<T>(from.PanelStart(0), to.PanelStart(0), from.Inputs, from.Outputs, bits);
        var chunks = Panel.Count<T>(to.Outputs);
        if (pool is not null && (long)from.Inputs * from.Outputs >= Worthwhile)
        {
            pool.Run(body, chunks);
        }
        else
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                body.Run(chunk);
            }
        }

        GC.KeepAlive(from);
        GC.KeepAlive(to);
    }

    /// <summary>One panel of Wᵀ, which is written from its first row to its last.</summary>
    [SkipLocalsInit]
    public void Run(int chunk)
    {
        var width = Panel.Width<T>();
        var firstInput = chunk * width;
        var inputs = Math.Min(width, _inputs - firstInput);
        var memory = stackalloc byte[2 * Panel.Bytes * width + 64];
        var square = (T*)(((nint)memory + 63) & ~63);
        var transposed = square + width * width;
        for (var n = 0; n < _outputs; n += width)
        {
            var from = _from + ((long)(n / width) * _inputs + firstInput) * width;
            var to = _to + ((long)chunk * _outputs + n) * width;
            var outputs = Math.Min(width, _outputs - n);
            if (inputs == width && outputs == width)
            {
                Square(from, to, width);
                continue;
            }

            var whole = new Span<T>(square, width * width);
            whole[(inputs * width)..].Clear();
            new ReadOnlySpan<T>(from, inputs * width).CopyTo(whole);
            Square(square, transposed, width);
            new ReadOnlySpan<T>(transposed, outputs * width).CopyTo(new Span<T>(to, outputs * width));
        }
    }

    // Registers that a caller must do without are done without here too: the bits are the same, but not what is tested.
    private void Square(T* from, T* to, int width) => Transposition.Run(from, width, to, width, width, width, _bits);
}
