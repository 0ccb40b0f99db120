using System.Text;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Sources;

/// <summary>Where bytes come from, so that they can be read again from the start: a file, a gzip file, an entry of a zip file, or memory.</summary>
internal sealed class ByteOrigin
{
    /// <summary>DEFLATE cannot shrink further: a match of 258 bytes takes at least two bits, so 1032 to 1.</summary>
    private const int MaxDeflateRatio = 1032;

    // The unpacker reads in small steps; everybody else has a buffer of his own.
    private const int FileBuffer = 1 << 16;
    private const int Unbuffered = 0;

    // A byte of Windows-1252, such as that of the euro, has at most three in UTF-8; two of UTF-16 have no more.
    private const int MostUtf8Bytes = 3;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<Stream> _open;

    private ByteOrigin(string name, long? length, long limit, Func<Stream> open) =>
        (Name, Length, Limit, _open) = (name, length, limit, open);

    /// <summary>The path as the user gave it, with the entry for a zip file: how messages begin.</summary>
    public string Name { get; }

    /// <summary>The number of bytes, where it is known without unpacking.</summary>
    public long? Length { get; }

    /// <summary>The most bytes there can be.</summary>
    public long Limit { get; }

    /// <summary>A file as it is.</summary>
    public static ByteOrigin File(string path)
    {
        var length = new FileInfo(path).Length;
        return new(path, length, length, () => OpenFile(path, Unbuffered));
    }

    /// <summary>What a gzip file unpacks to.</summary>
    public static ByteOrigin Gzip(string path) =>
        new(path, null, Unpacked(new FileInfo(path).Length), () => new GzipFileStream(OpenFile(path, FileBuffer)));

    /// <summary>An entry of a zip file, by its place in the directory of the zip file.</summary>
    public static ByteOrigin ZipEntry(string path, int index, string entry, long length) =>
        new($"{path}, entry '{entry}'", length, length, () => ZipEntryStream.Open(path, index));

    /// <summary>The same text in UTF-8.</summary>
    /// <param name="encoding">What these bytes are in.</param>
    public ByteOrigin FromEncoding(Encoding encoding) =>
        new(
            Name,
            null,
            Limit > long.MaxValue / MostUtf8Bytes ? long.MaxValue : Limit * MostUtf8Bytes,
            () => Encoding.CreateTranscodingStream(_open(), encoding, s_utf8)
        );

    /// <summary>Bytes in memory.</summary>
    public static ByteOrigin Memory(string name, byte[] bytes) =>
        new(name, bytes.Length, bytes.Length, () => new MemoryStream(bytes, writable: false));

    /// <summary>The most that compressed bytes can unpack to, with room for a short stream's headers.</summary>
    public static long Unpacked(long compressed) =>
        compressed > long.MaxValue / (2 * MaxDeflateRatio) ? long.MaxValue / 2 : (compressed * MaxDeflateRatio) + 1024;

    /// <summary>Opens the bytes from <paramref name="start"/> on.</summary>
    /// <exception cref="RelumineException">The file cannot be opened, or ends before <paramref name="start"/>.</exception>
    public Stream OpenAt(long start)
    {
        try
        {
            var stream = _open();
            if (stream.CanSeek)
            {
                stream.Position = start;
                return stream;
            }

            Span<byte> skipped = stackalloc byte[512];
            for (var left = start; left > 0;)
            {
                var got = stream.Read(skipped[..(int)Math.Min(left, skipped.Length)]);
                if (got == 0)
                {
                    throw DataError.Broken(Name, "the file ends before its data begin. Copy it again.");
                }

                left -= got;
            }

            return stream;
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(Name, e);
        }
    }

    /// <summary>Reads until <paramref name="destination"/> is full or the bytes end.</summary>
    /// <returns>The number of bytes read.</returns>
    /// <exception cref="RelumineException">The compressed data are damaged.</exception>
    public int Read(Stream stream, Span<byte> destination)
    {
        try
        {
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(Name, e);
        }
    }

    private static FileStream OpenFile(string path, int buffer) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, buffer, FileOptions.SequentialScan);
}
