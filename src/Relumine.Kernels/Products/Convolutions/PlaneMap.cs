using System.Runtime.CompilerServices;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// How a sample is laid out in a larger plane of zeros, position after position with its channels side by side: moved
/// by a border. Every window then lies inside the plane.
/// </summary>
internal sealed unsafe class PlaneMap
{
    // A panel's width, which is also a whole number of cache lines.
    private const int Slack = 32;

    private readonly int[] _source;
    private readonly int[] _size;
    private readonly int[] _offset;
    private readonly int _channels;
    private readonly int _stride;

    private PlaneMap(int[] source, int[] size, int[] offset, int channels, int stride)
    {
        (_source, _size, _offset, _channels, _stride) = (source, size, offset, channels, stride);
        Positions = checked(size[0] * size[1] * size[2]);
        Length = checked(Positions * stride);
        SourcePositions = source[0] * source[1] * source[2];
        IsIdentity = stride == channels && size.AsSpan().SequenceEqual(source) && offset.AsSpan().IndexOfAnyExcept(0) < 0;
    }

    /// <summary>The positions of the plane.</summary>
    public int Positions { get; }

    /// <summary>The elements of the plane.</summary>
    public int Length { get; }

    /// <summary>The elements to reserve for a plane: a little more than it has, because tiles read on behind its end.</summary>
    public int Room => (Length + Slack + Slack - 1) / Slack * Slack;

    /// <summary>The positions of the sample.</summary>
    private int SourcePositions { get; }

    /// <summary>Whether a sample with its channels side by side is such a plane already.</summary>
    public bool IsIdentity { get; }

    /// <summary>The plane's dimensions.</summary>
    public ReadOnlySpan<int> Size => _size;

    /// <summary>Elements from one position to the next.</summary>
    public int ChannelStride => _stride;

    /// <summary>The plane that the windows of the forward pass slide over: the input and its border.</summary>
    public static PlaneMap OfInput(WindowGeometry window, int channels, int stride)
    {
        var size = new int[3];
        for (var d = 0; d < 3; d++)
        {
            size[d] = Math.Max(window.Before[d] + window.Input[d], (window.Output[d] - 1) * window.Stride[d] + window.Reach(d));
        }

        return new PlaneMap(window.Input, size, window.Before, channels, stride);
    }

    /// <summary>The plane that the windows of <see cref="InputPhases"/> slide over: the outputs and their border.</summary>
    public static PlaneMap OfOutput(WindowGeometry window, int channels, int stride)
    {
        var (size, offset) = (new int[3], new int[3]);
        for (var d = 0; d < 3; d++)
        {
            var (least, most) = InputPhases.Range(window, d);
            (offset[d], size[d]) = (-least, most - least + 1);
        }

        return new PlaneMap(window.Output, size, offset, channels, stride);
    }

    /// <summary>Where a position of the sample is in the plane, in elements.</summary>
    public nint At(int z, int y, int x) =>
        ((nint)((_offset[0] + z) * _size[1] + _offset[1] + y) * _size[2] + _offset[2] + x) * _stride;

    /// <summary>From one position of the sample in a row to the next, in elements.</summary>
    public nint Step => _stride;

    /// <summary>Copies a sample to its places; the border is not touched.</summary>
    /// <param name="source">The sample.</param>
    /// <param name="isPlanar">Whether each channel is a plane of its own; otherwise the channels of a position are side by side.</param>
    /// <param name="plane">The plane, its border zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill<T>(T* source, bool isPlanar, T* plane) where T : unmanaged
    {
        var row = _source[2];
        for (var z = 0; z < _source[0]; z++)
        {
            for (var y = 0; y < _source[1]; y++, source += isPlanar ? row : row * _channels)
            {
                var to = plane + At(z, y, 0);
                if (isPlanar && _channels > 1)
                {
                    Transposition.Run(source, SourcePositions, to, Step, _channels, row);
                }
                else if (_stride == _channels)
                {
                    Unsafe.CopyBlockUnaligned(to, source, (uint)(row * _channels * sizeof(T)));
                }
                else
                {
                    for (var x = 0; x < row; x++, to += Step)
                    {
                        Unsafe.CopyBlockUnaligned(to, source + x * _channels, (uint)(_channels * sizeof(T)));
                    }
                }
            }
        }
    }
}
