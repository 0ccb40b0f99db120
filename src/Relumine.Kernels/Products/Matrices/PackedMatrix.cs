using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Memory;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// A matrix W [inputs, outputs] laid out once for many products x·W: strips of 32 floats (16 doubles) columns, each
/// strip contiguous from the first row to the last, the last strip padded with zeros.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed unsafe class PackedMatrix<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private AlignedBuffer _buffer;

    private PackedMatrix(int inputs, int outputs, AlignedBuffer buffer) =>
        (Inputs, Outputs, _buffer) = (inputs, outputs, buffer);

    /// <summary>The number of rows of W, K.</summary>
    public int Inputs { get; private set; }

    /// <summary>The number of columns of W, N.</summary>
    public int Outputs { get; private set; }

    /// <summary>Packs α·W.</summary>
    /// <param name="source">W row by row, [inputs, outputs]; or Wᵀ, [outputs, inputs], if <paramref name="transposed"/>.</param>
    /// <param name="inputs">The number of rows of W; 0 is allowed and makes products that are 0.</param>
    /// <param name="outputs">The number of columns of W, at least 1.</param>
    /// <param name="transposed">Whether <paramref name="source"/> holds Wᵀ.</param>
    /// <param name="alpha">α: each weight is rounded once after the multiplication.</param>
    /// <param name="stride">Elements from one row of <paramref name="source"/> to the next; 0 if rows are adjacent.</param>
    /// <exception cref="ArgumentException">The source is too short, a size is negative, or the packed matrix would take 2 GiB.</exception>
    public static PackedMatrix<T> Of(ReadOnlySpan<T> source, int inputs, int outputs, bool transposed = false, double alpha = 1, int stride = 0)
    {
        var packed = new PackedMatrix<T>(inputs, outputs, new AlignedBuffer(Bytes(inputs, outputs)));
        packed.Fill(source, transposed, alpha, stride);
        return packed;
    }

    /// <summary>A matrix of zeros.</summary>
    /// <param name="inputs">The number of rows of W.</param>
    /// <param name="outputs">The number of columns of W, at least 1.</param>
    /// <exception cref="ArgumentException">A size is negative, or the packed matrix would take 2 GiB.</exception>
    public static PackedMatrix<T> Create(int inputs, int outputs)
    {
        var packed = new PackedMatrix<T>(inputs, outputs, new AlignedBuffer(Bytes(inputs, outputs)));
        packed.Elements.Clear();
        return packed;
    }

    /// <summary>
    /// The packed memory: for each strip of 32 floats (16 doubles) columns all rows of W, the last strip padded with
    /// zeros. Whoever writes here must leave the padding 0: products and sums of squares run over it. It starts on a
    /// cache line and does not move.
    /// </summary>
    public Span<T> Elements => MemoryMarshal.Cast<byte, T>(_buffer.Bytes)[..(Inputs * Panel.Padded<T>(Outputs))];

    /// <summary>Packs another matrix of the same size into this one.</summary>
    /// <param name="source">W row by row, [inputs, outputs]; or Wᵀ, [outputs, inputs], if <paramref name="transposed"/>.</param>
    /// <param name="transposed">Whether <paramref name="source"/> holds Wᵀ.</param>
    /// <exception cref="ArgumentException">The source is too short.</exception>
    public void CopyFrom(ReadOnlySpan<T> source, bool transposed = false) => Fill(source, transposed, alpha: 1, stride: 0);

    /// <summary>Writes W row by row.</summary>
    /// <param name="target">W, [inputs, outputs]; or Wᵀ, [outputs, inputs], if <paramref name="transposed"/>.</param>
    /// <param name="transposed">Whether <paramref name="target"/> takes Wᵀ.</param>
    /// <exception cref="ArgumentException">The target is too short.</exception>
    public void CopyTo(Span<T> target, bool transposed = false)
    {
        var (rows, columns) = transposed ? (Outputs, Inputs) : (Inputs, Outputs);
        Extent.Check(target.Length, rows, columns, columns, transposed ? "Wᵀ" : "W");
        var width = Panel.Width<T>();
        for (var first = 0; first < Outputs; first += width)
        {
            var panel = Elements.Slice(first * Inputs, Inputs * width);
            var count = Math.Min(width, Outputs - first);
            for (var k = 0; k < Inputs; k++)
            {
                var row = panel.Slice(k * width, count);
                if (!transposed)
                {
                    row.CopyTo(target[(k * Outputs + first)..]);
                    continue;
                }

                for (var n = 0; n < count; n++)
                {
                    target[(first + n) * Inputs + k] = row[n];
                }
            }
        }
    }

    /// <summary>An empty matrix, to be filled by <see cref="Repack"/>.</summary>
    internal static PackedMatrix<T> Empty() => new(0, 1, new AlignedBuffer(0));

    /// <summary>Packs another matrix into the same memory, or into more if it does not fit.</summary>
    internal void Repack(ReadOnlySpan<T> source, int inputs, int outputs, bool transposed, double alpha, int stride)
    {
        var bytes = Bytes(inputs, outputs);
        if (_buffer.Length < bytes)
        {
            _buffer = new AlignedBuffer(bytes);
        }

        (Inputs, Outputs) = (inputs, outputs);
        Fill(source, transposed, alpha, stride);
    }

    /// <summary>The first element of a strip; valid while this object is alive.</summary>
    internal T* PanelStart(int panel) => (T*)_buffer.Start + (long)panel * Inputs * Panel.Width<T>();

    private static long Bytes(int inputs, int outputs)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Products of {typeof(T).Name} are not computed: convert to float or double.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        return checked((long)inputs * Panel.Count<T>(outputs) * Panel.Width<T>() * sizeof(T));
    }

    private void Fill(ReadOnlySpan<T> source, bool transposed, double alpha, int stride)
    {
        var (rows, columns) = transposed ? (Outputs, Inputs) : (Inputs, Outputs);
        stride = stride == 0 ? columns : stride;
        Extent.Check(source.Length, rows, columns, stride, transposed ? "Wᵀ" : "W");
        var scale = T.CreateTruncating(alpha);
        var width = Panel.Width<T>();
        fixed (T* from = source)
        {
            for (var first = 0; first < Outputs; first += width)
            {
                var panel = PanelStart(first / width);
                var numbers = new Span<T>(panel, Inputs * width);
                var count = Math.Min(width, Outputs - first);
                if (count < width)
                {
                    numbers.Clear();
                }

                if (transposed)
                {
                    PackTransposed(from + (long)first * stride, stride, panel, count);
                }
                else
                {
                    PackRows(from + first, stride, panel, count);
                }

                if (scale != T.One)
                {
                    TensorPrimitives.Multiply(numbers, scale, numbers);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackRows(T* from, int stride, T* panel, int count)
    {
        var width = Panel.Width<T>();
        for (var k = 0; k < Inputs; k++, from += stride, panel += width)
        {
            if (count == width)
            {
                Unsafe.CopyBlockUnaligned(panel, from, Panel.Bytes);
            }
            else
            {
                Unsafe.CopyBlockUnaligned(panel, from, (uint)(count * sizeof(T)));
            }
        }
    }

    // In squares that fit the first-level cache, because rows become columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackTransposed(T* from, int stride, T* panel, int count)
    {
        const int Depth = 64;
        var width = Panel.Width<T>();
        for (var start = 0; start < Inputs; start += Depth)
        {
            var end = Math.Min(start + Depth, Inputs);
            for (var n = 0; n < count; n++)
            {
                var row = from + (long)n * stride;
                for (var k = start; k < end; k++)
                {
                    panel[k * width + n] = row[k];
                }
            }
        }
    }
}
