using System.IO.Compression;

namespace Relumine.Data.Sources;

/// <summary>The unpacked bytes of one entry; compares the checksum at the end and closes the zip file with itself.</summary>
internal sealed class ZipEntryStream : ForwardStream
{
    private readonly ZipArchive _archive;
    private readonly Stream _entry;
    private readonly uint _expected;
    private Crc32 _checksum = Crc32.Start;

    private ZipEntryStream(ZipArchive archive, ZipArchiveEntry entry) =>
        (_archive, _entry, _expected) = (archive, entry.Open(), entry.Crc32);

    /// <summary>Opens the entry that stands at <paramref name="index"/> in the directory of a zip file.</summary>
    public static ZipEntryStream Open(string path, int index)
    {
        var archive = ZipFile.OpenRead(path);
        try
        {
            return new ZipEntryStream(archive, archive.Entries[index]);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var got = _entry.Read(buffer);
        _checksum = _checksum.With(buffer[..got]);
        return got > 0 || buffer.Length == 0 || _checksum.Value == _expected
            ? got
            : throw new InvalidDataException("The checksum is wrong.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _entry.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
