using System.IO.Compression;
using Relumine.Data.Errors;
using Relumine.Data.Sources;

namespace Relumine.Data.Formats;

/// <summary>NumPy's archive: a zip file of arrays, whose names are the names of model inputs.</summary>
internal sealed class NpzFormat : IDataFormat
{
    private const int MaxEntries = 4096;
    private const string Ending = ".npy";

    // Real data of this size do not shrink to a hundredth; what does is refused, because unpacking it would take hours.
    private const long BombBytes = 1L << 28;
    private const int BombRatio = 100;

    public string Name => "NumPy archive (.npz)";

    public IReadOnlyList<string> Extensions { get; } = [".npz"];

    public string Signature => "504B0304 (PK)";

    public bool Recognizes(DataFile file) => file.Head.Span is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..];

    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        using var archive = ZipFile.OpenRead(file.Path);
        if (archive.Entries.Count > MaxEntries)
        {
            throw DataError.Broken(file.Path, $"the archive has {archive.Entries.Count} entries; up to {MaxEntries} are accepted.");
        }

        var entries = archive
            .Entries.Select((entry, index) => (entry, index))
            .Where(e => e.entry.FullName.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return entries.Count == 0
            ? throw DataError.Broken(file.Path, "the zip file holds no array: no entry ends with .npy. Make it with numpy.savez(path, name=x); "
                + "of a workbook (.xlsx, .ods) or a zipped table give the table as CSV.")
            : new([.. entries.Select(e => NpyFormat.Open(
                Bytes(file, e.entry, e.index),
                entries.Count == 1 && options.Name.Length > 0 ? options.Name : DataError.Printable(e.entry.FullName[..^Ending.Length])))]);
    }

    private static ByteOrigin Bytes(DataFile file, ZipArchiveEntry entry, int index)
    {
        var (packed, length, limit) = (entry.CompressedLength, entry.Length, file.Bytes.Limit);
        var bytes = ByteOrigin.ZipEntry(file.Path, index, DataError.Printable(entry.FullName), length);
        if (packed > limit || length > ByteOrigin.Unpacked(packed))
        {
            throw DataError.Broken(
                bytes.Name,
                $"{length} bytes are declared for {packed} compressed ones in a file of {limit}, which is impossible. The archive is damaged."
            );
        }

        return length > BombBytes && length / BombRatio > packed
            ? throw DataError.Broken(
                bytes.Name,
                $"{packed} compressed bytes unpack to {length}, more than {BombRatio} to 1: this looks like a zip bomb. "
                    + $"If it is meant, unpack the archive and give the .npy file."
            )
            : bytes;
    }
}
