using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Sources;

/// <summary>How much a declared shape holds, computed without believing it.</summary>
internal static class Extent
{
    /// <summary>The largest rank accepted; NumPy's own limit.</summary>
    public const int MaxRank = 64;

    /// <summary>The product of dimensions.</summary>
    /// <exception cref="RelumineException">A dimension is negative, or the product does not fit 64 bits.</exception>
    public static long Elements(ReadOnlySpan<long> dims, string origin)
    {
        if (dims.Length > MaxRank)
        {
            throw DataError.Broken(origin, $"{dims.Length} dimensions are declared; at most {MaxRank} are accepted.");
        }

        UInt128 product = 1;
        foreach (var d in dims)
        {
            if (d < 0)
            {
                throw DataError.Broken(origin, $"the shape {DataError.Dims(dims.ToArray())} has a negative dimension. The header is damaged.");
            }

            product *= (UInt128)d;
            if (product > long.MaxValue / 8)
            {
                throw DataError.Broken(origin, $"the shape {DataError.Dims(dims.ToArray())} has more elements than any file can hold. The header is damaged.");
            }
        }

        return (long)product;
    }

    /// <summary>Compares what a header declares with the bytes that are there, before anything is allocated.</summary>
    /// <exception cref="RelumineException">There are too few or too many bytes, or more than the compressed bytes can unpack to.</exception>
    public static void Check(ByteOrigin bytes, long header, ReadOnlySpan<long> dims, StoredType type)
    {
        var needed = Elements(dims, bytes.Name) * type.Size();
        var what = $"a {type.Text()} array of shape {DataError.Dims(dims.ToArray())} needs {needed} bytes after its header of {header}";
        if (bytes.Length is { } length && length - header != needed)
        {
            throw DataError.Broken(bytes.Name, length - header < needed
                ? $"{what}, but there are {length - header}. The file is cut short or its header is damaged."
                : $"{what}, but there are {length - header}. The header does not belong to this file.");
        }

        if (needed > bytes.Limit - header)
        {
            throw DataError.Broken(bytes.Name, $"{what}, but its compressed bytes can unpack to {bytes.Limit} at most. The header is damaged.");
        }
    }
}
