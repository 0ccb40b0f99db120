using System.Buffers.Binary;
using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>What stands before the elements of a NumPy file.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="Dims">The dimensions; row-major.</param>
/// <param name="Length">The number of bytes before the first element.</param>
internal sealed record NpyHeader(StoredType Type, long[] Dims, int Length)
{
    private const int Prefix = 12;
    private const int MaxLength = 1 << 16;

    /// <summary>Whether bytes begin as a NumPy file does.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header.</summary>
    /// <exception cref="RelumineException">It is damaged, or declares what is not read: big-endian, Fortran order, objects, complex numbers.</exception>
    public static NpyHeader Read(ByteOrigin bytes)
    {
        using var stream = bytes.OpenAt(0);
        Span<byte> prefix = stackalloc byte[Prefix];
        var got = bytes.Read(stream, prefix);
        if (got < Prefix || !Begins(prefix))
        {
            throw DataError.Broken(
                bytes.Name,
                $"this is no NumPy array: it begins with the bytes {Convert.ToHexString(prefix[..Math.Min(got, 6)])}, where 934E554D5059 is expected."
            );
        }

        var version = prefix[6];
        if (version is 0 or > 3)
        {
            throw DataError.Broken(bytes.Name, $"version {version} of the NumPy format is not known; 1 to 3 are.");
        }

        var start = version == 1 ? 10 : Prefix;
        long length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (length is < 2 or > MaxLength)
        {
            throw DataError.Broken(bytes.Name, $"the header declares a length of {length} bytes; up to {MaxLength} are accepted. The file is damaged.");
        }

        var text = new byte[length];
        prefix[start..].CopyTo(text);
        var rest = text.AsSpan(Prefix - start);
        if (bytes.Read(stream, rest) < rest.Length)
        {
            throw DataError.Broken(bytes.Name, $"the file ends within its header of {length} bytes. It is cut short.");
        }

        return new PythonDictionary(Encoding.Latin1.GetString(text), bytes.Name).ToHeader(start + (int)length);
    }
}
