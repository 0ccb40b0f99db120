using System.Buffers.Binary;
using Relumine.Data.Errors;
using Relumine.Data.Sources;

namespace Relumine.Data.Formats;

/// <summary>The format of the MNIST files: two zero bytes, a type, a rank, the dimensions, the elements; all big-endian. Gzipped ones too.</summary>
internal sealed class IdxFormat : IDataFormat
{
    private const int MaxRank = 8;

    public string Name => "IDX";

    public IReadOnlyList<string> Extensions { get; } = [".idx", ".idx1", ".idx2", ".idx3", ".idx4"];

    public string Signature => "0000, a type (08, 09, 0B, 0C, 0D or 0E) and a rank";

    public bool Recognizes(DataFile file) =>
        file.Head.Span is [0, 0, var type, var rank, ..] && TypeOf(type) is not null && rank is >= 1 and <= MaxRank;

    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        var head = file.Head.Span;
        var type = TypeOf(head[2])!.Value;
        var dims = new long[head[3]];
        var length = 4 + (4 * dims.Length);
        if (head.Length < length)
        {
            throw DataError.Broken(file.Path, $"the file ends within its header of {length} bytes. It is cut short.");
        }

        for (var i = 0; i < dims.Length; i++)
        {
            dims[i] = BinaryPrimitives.ReadUInt32BigEndian(head[(4 + (4 * i))..]);
        }

        Extent.Check(file.Bytes, length, dims, type);
        return new([new StoredSource(options.Name, type, dims, file.Bytes, length, bigEndian: true)]);
    }

    private static StoredType? TypeOf(byte code) => code switch
    {
        0x08 => StoredType.UInt8,
        0x09 => StoredType.Int8,
        0x0B => StoredType.Int16,
        0x0C => StoredType.Int32,
        0x0D => StoredType.Float32,
        0x0E => StoredType.Float64,
        _ => null,
    };
}
