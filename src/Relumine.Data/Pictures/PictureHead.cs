using System.Buffers.Binary;
using System.IO.Compression;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Pictures;

/// <summary>Size and kind of a PNG or JPEG picture, read from its bytes before a decoder is asked and memory is taken.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="IsGrey">Whether it has no colours.</param>
internal readonly record struct PictureHead(int Width, int Height, bool IsGrey)
{
    /// <summary>The most pixels that are accepted: more than cameras of telephones give.</summary>
    public const int MostPixels = 1 << 26;

    /// <summary>The largest file that is accepted, in bytes.</summary>
    public const long LongestFile = 1 << 28;

    /// <summary>Reads the head, and holds the rest to what it promises.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">All bytes of it.</param>
    /// <exception cref="RelumineException">It is neither, is damaged, is too large, or unpacks to more than its head says.</exception>
    public static PictureHead Read(string path, byte[] bytes)
    {
        var head = bytes is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] ? OfPng(path, bytes)
            : bytes is [0xFF, 0xD8, 0xFF, ..] ? OfJpeg(path, bytes)
            : throw DataError.Broken(path, "this is neither a PNG nor a JPEG picture, by its first bytes. Convert it.");
        return head.Width > 0 && head.Height > 0 && (long)head.Width * head.Height <= MostPixels
            ? head
            : throw DataError.Broken(path, $"the picture is {head.Width} × {head.Height} pixels; from 1 to {MostPixels} pixels are accepted.");
    }

    private static PictureHead OfPng(string path, byte[] bytes)
    {
        if (bytes.Length < 33 || !bytes.AsSpan(12, 4).SequenceEqual("IHDR"u8))
        {
            throw Damaged(path);
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20)));
        var (depth, colour, isInterlaced) = (bytes[24], bytes[25], bytes[28] == 1);
        if (width > MostPixels || height > MostPixels || (ulong)width * height > MostPixels)
        {
            throw DataError.Broken(path, $"the picture is {width} × {height} pixels; at most {MostPixels} pixels are accepted.");
        }

        var samples = colour switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw Damaged(path) };
        if (depth is not (1 or 2 or 4 or 8 or 16))
        {
            throw Damaged(path);
        }

        // What a row takes, a byte for its filter before it; seven passes have at most as many rows, each rounded up.
        var unpacked = ((((long)width * samples * depth) + 7) / 8 + 1) * height;
        CheckUnpacked(path, bytes, isInterlaced ? unpacked + (16L * (width + height + 16)) : unpacked);
        return new((int)width, (int)height, colour is 0 or 4);
    }

    // A decoder would grow its memory as long as there are bytes; here they are counted and thrown away.
    private static void CheckUnpacked(string path, byte[] bytes, long most)
    {
        using var packed = new MemoryStream();
        for (var at = 8L; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (at + 12 + length > bytes.Length)
            {
                throw Damaged(path);
            }

            if (bytes.AsSpan((int)at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(bytes, (int)at + 8, (int)length);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        try
        {
            using var unpacking = new ZLibStream(packed, CompressionMode.Decompress);
            var (buffer, total) = (new byte[1 << 14], 0L);
            for (int read; (read = unpacking.Read(buffer)) > 0;)
            {
                if ((total += read) > most)
                {
                    throw DataError.Broken(path, "the picture unpacks to more bytes than its size says. The file is damaged or malicious.");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged(path);
        }
    }

    private static PictureHead OfJpeg(string path, byte[] bytes)
    {
        for (var at = 2; at + 9 < bytes.Length;)
        {
            if (bytes[at] != 0xFF)
            {
                throw Damaged(path);
            }

            var marker = bytes[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (marker is 0xC0 or 0xC1 or 0xC2)
            {
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)));
                return new(width, height, bytes[at + 9] == 1);
            }

            if (length < 2 || marker is 0xDA or 0xD9)
            {
                throw Damaged(path);
            }

            if (marker is 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCB) or (>= 0xCD and <= 0xCF))
            {
                throw DataError.Broken(path, "this kind of JPEG (lossless, hierarchical or arithmetic) is not read. Save it as a usual JPEG or as PNG.");
            }

            at += 2 + length;
        }

        throw Damaged(path);
    }

    private static RelumineException Damaged(string path) => DataError.Broken(path, "the picture is damaged or cut short. Copy or export it again.");
}
