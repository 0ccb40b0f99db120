using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Writing;

/// <summary>Writes a NumPy file (version 1, little-endian, row-major) sample by sample; the count of samples goes into the header at the end.</summary>
public sealed class NpyWriter : IDisposable
{
    // Room for 20 dimensions of 11 digits, and a multiple of 64 as NumPy aligns its data.
    private const int HeaderBytes = 384;
    private const int MaxRank = 20;

    private readonly PendingFile _file;
    private readonly ElementType _type;
    private readonly Shape _sample;
    private long _samples;

    /// <summary>Begins a file of shape [samples, ‹sample›].</summary>
    /// <param name="path">Where the file is to appear once it is complete.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="sample">The dimensions of one sample, at most 19.</param>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public NpyWriter(string path, ElementType type, Shape sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample.Rank, MaxRank);
        (_type, _sample) = (type, sample);
        _file = new PendingFile(path);
        _file.Write(new byte[HeaderBytes]);
    }

    /// <summary>Writes a tensor as it is.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public static void Write(string path, ModelTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var writer = new NpyWriter(path, tensor.Type, Shape.Scalar);
        writer._file.Write(tensor.Bytes);
        writer.Complete(Array.ConvertAll(tensor.Shape.Dims.ToArray(), d => (long)d));
    }

    /// <summary>Adds whole samples.</summary>
    /// <typeparam name="T">The type that the file was begun with.</typeparam>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public void Add<T>(ReadOnlySpan<T> samples)
        where T : unmanaged
    {
        if (ElementTypes.Of<T>() != _type || samples.Length % Math.Max(1, _sample.ElementCount) != 0)
        {
            throw new ArgumentException(
                $"Whole samples of {_type} {_sample} are expected, not {samples.Length} elements of {typeof(T).Name}.",
                nameof(samples)
            );
        }

        _file.Write(MemoryMarshal.AsBytes(samples));
        _samples += samples.Length / Math.Max(1, _sample.ElementCount);
    }

    /// <summary>Writes the header and gives the file its name.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public void Complete() => Complete([_samples, .. _sample.Select(d => (long)d)]);

    /// <summary>Removes the file if it was not completed.</summary>
    public void Dispose() => _file.Dispose();

    private void Complete(long[] dims)
    {
        _file.Stream.Position = 0;
        _file.Write(Header(_type, dims));
        _file.Commit();
    }

    private static byte[] Header(ElementType type, long[] dims)
    {
        var descr = type switch
        {
            ElementType.Float32 => "<f4",
            ElementType.Float64 => "<f8",
            ElementType.Int32 => "<i4",
            ElementType.Int64 => "<i8",
            ElementType.Bool => "|b1",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "NumPy files are not written with this type."),
        };
        var shape = string.Concat(dims.Select(d => d.ToString(CultureInfo.InvariantCulture) + ", "));
        shape = dims.Length > 1 ? shape[..^2] : shape.TrimEnd();
        var text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(HeaderBytes - 11) + '\n';
        return [0x93, .. "NUMPY"u8, 1, 0, (HeaderBytes - 10) & 255, (HeaderBytes - 10) >> 8, .. Encoding.ASCII.GetBytes(text)];
    }
}
