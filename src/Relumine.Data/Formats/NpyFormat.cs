using Relumine.Data.Sources;

namespace Relumine.Data.Formats;

/// <summary>NumPy's array file, versions 1 to 3 (numpy.lib.format); gzipped ones too.</summary>
internal sealed class NpyFormat : IDataFormat
{
    public string Name => "NumPy (.npy)";

    public IReadOnlyList<string> Extensions { get; } = [".npy"];

    public string Signature => "934E554D5059 (\\x93NUMPY)";

    public bool Recognizes(DataFile file) => NpyHeader.Begins(file.Head.Span);

    public DataContents Open(DataFile file, DataOptions options, DataFormats formats) => new([Open(file.Bytes, options.Name)]);

    /// <summary>Opens the array that <paramref name="bytes"/> hold.</summary>
    public static DataSource Open(ByteOrigin bytes, string name)
    {
        var header = NpyHeader.Read(bytes);
        Extent.Check(bytes, header.Length, header.Dims, header.Type);
        return new StoredSource(name, header.Type, header.Dims, bytes, header.Length, bigEndian: false);
    }
}
