using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>A file or folder to be recognised: its name and its first bytes, unpacked if it is a gzip file.</summary>
public sealed class DataFile
{
    private const int HeadBytes = 4096;

    private DataFile(string path, bool isFolder, string extension, ByteOrigin? bytes, byte[] head)
    {
        (Path, IsFolder, Extension, Head) = (path, isFolder, extension, head);
        Bytes = bytes!;
    }

    /// <summary>The path as the user gave it: how messages begin.</summary>
    public string Path { get; }

    /// <summary>Whether it is a folder; then there are no bytes.</summary>
    public bool IsFolder { get; }

    /// <summary>The extension in lower case, without a last <c>.gz</c>: <c>.csv</c> for <c>Digits.CSV.gz</c>.</summary>
    public string Extension { get; }

    /// <summary>The first bytes, at most 4096.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>The bytes, unpacked.</summary>
    internal ByteOrigin Bytes { get; }

    /// <summary>Looks at a file or folder.</summary>
    /// <exception cref="RelumineException">It is not there, may not be read, or is empty.</exception>
    public static DataFile Look(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
            {
                return new(path, isFolder: true, "", null, []);
            }

            var bytes = ByteOrigin.File(path);
            if (bytes.Length == 0)
            {
                throw DataError.Broken(path, "the file is empty. Data are expected.");
            }

            var (head, extension) = (HeadOf(bytes), System.IO.Path.GetExtension(path).ToLowerInvariant());
            if (head is [0x1F, 0x8B, ..])
            {
                bytes = ByteOrigin.Gzip(path);
                head = HeadOf(bytes);
                if (head.Length == 0)
                {
                    throw DataError.Broken(path, "the gzip file unpacks to nothing. Data are expected.");
                }

                extension = extension == ".gz" ? System.IO.Path.GetExtension(System.IO.Path.GetFileNameWithoutExtension(path)).ToLowerInvariant() : extension;
            }

            return new(path, isFolder: false, extension, bytes, head);
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(path, e);
        }
    }

    /// <summary>All bytes, unpacked: for small files that are parsed as a whole.</summary>
    /// <param name="limit">The most bytes to accept.</param>
    /// <exception cref="RelumineException">There are more, or the file is broken.</exception>
    internal byte[] ReadAll(int limit)
    {
        var most = (int)Math.Min(Math.Min(Bytes.Limit, limit), Array.MaxLength - 1);
        using var stream = Bytes.OpenAt(0);
        var buffer = new byte[Bytes.Length is { } length && length <= most ? (int)length + 1 : Math.Min(most + 1, 1 << 16)];
        for (var filled = 0; ;)
        {
            var got = Bytes.Read(stream, buffer.AsSpan(filled));
            filled += got;
            if (filled > most)
            {
                throw DataError.Broken(Path, $"the file holds more than the {most} bytes that are accepted here.");
            }

            if (filled < buffer.Length)
            {
                return buffer[..filled];
            }

            Array.Resize(ref buffer, (int)Math.Min((long)most + 1, 2L * buffer.Length));
        }
    }

    private static byte[] HeadOf(ByteOrigin bytes)
    {
        var head = new byte[HeadBytes];
        using var stream = bytes.OpenAt(0);
        return head[..bytes.Read(stream, head)];
    }
}
