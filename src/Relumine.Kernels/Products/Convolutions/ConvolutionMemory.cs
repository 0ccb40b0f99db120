using Relumine.Kernels.Memory;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// Working memory of one convolution, kept between calls so that the steady state allocates nothing. Zero where it has
/// never been written: the borders of planes. Not safe for concurrent use.
/// </summary>
public sealed unsafe class ConvolutionMemory
{
    private AlignedBuffer? _planes;
    private AlignedBuffer? _gradients;
    private AlignedBuffer? _rows;
    private AlignedBuffer? _pooled;
    private AlignedBuffer? _sums;
    private AlignedBuffer? _squares;
    private AlignedBuffer? _blocks;
    private AlignedBuffer? _sumBlocks;

    /// <summary>The weights that the transformed ones were made of, if they are kept.</summary>
    internal object? Kept { get; set; }

    /// <summary>Planes, laid out as in the last call of the same convolution.</summary>
    internal T* Planes<T>(long length) where T : unmanaged => Reserve<T>(ref _planes, length);

    /// <summary>Planes of gradients, likewise.</summary>
    internal T* Gradients<T>(long length) where T : unmanaged => Reserve<T>(ref _gradients, length);

    /// <summary>Outputs that somebody takes on at once; contents undefined.</summary>
    internal T* Rows<T>(long length) where T : unmanaged => Reserve<T>(ref _rows, length);

    /// <summary>What was pooled, before or after it is in planes; contents undefined.</summary>
    internal T* Pooled<T>(long length) where T : unmanaged => Reserve<T>(ref _pooled, length);

    /// <summary>Sums of parts of the samples; contents undefined.</summary>
    internal T* Sums<T>(long length) where T : unmanaged => Reserve<T>(ref _sums, length);

    /// <summary>Transformed weights; contents undefined.</summary>
    internal T* Squares<T>(long length) where T : unmanaged => Reserve<T>(ref _squares, length);

    /// <summary>Squares on their way through the products; contents undefined.</summary>
    internal T* Blocks<T>(long length) where T : unmanaged => Reserve<T>(ref _blocks, length);

    /// <summary>Squares on their way into sums; contents undefined.</summary>
    internal T* SumBlocks<T>(long length) where T : unmanaged => Reserve<T>(ref _sumBlocks, length);

    private static T* Reserve<T>(ref AlignedBuffer? buffer, long length) where T : unmanaged
    {
        var bytes = length * sizeof(T);
        if (buffer is null || buffer.Length < bytes)
        {
            buffer = new AlignedBuffer(bytes);
            new Span<byte>(buffer.Start, (int)bytes).Clear();
        }

        return (T*)buffer.Start;
    }
}
