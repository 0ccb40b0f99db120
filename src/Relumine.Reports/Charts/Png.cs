using System.Buffers.Binary;
using System.IO.Compression;

namespace Relumine.Reports.Charts;

/// <summary>Small pictures of pixels as addresses that hold their own content, so that a page stays one file.</summary>
internal static class Png
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes pixels.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Red, green, blue and opacity of every pixel, row by row.</param>
    /// <returns>An address for <c>src</c>.</returns>
    public static string Encode(int width, int height, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, 4 * width * height);
        using var file = new MemoryStream();
        file.Write(s_signature);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        (head[8], head[9]) = (8, 6); // eight bits, with opacity
        Chunk(file, "IHDR"u8, head);
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                packed.WriteByte(0); // no filter
                packed.Write(pixels.Slice(row * 4 * width, 4 * width));
            }
        }

        Chunk(file, "IDAT"u8, rows.ToArray());
        Chunk(file, "IEND"u8, []);
        return "data:image/png;base64," + Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(content, Checksum(type, 0xFFFFFFFF)) ^ 0xFFFFFFFF);
        file.Write(number);
    }

    // CRC-32 with the polynomial of ISO 3309, as the PNG specification asks (annex D).
    private static uint Checksum(ReadOnlySpan<byte> bytes, uint sum)
    {
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return sum;
    }
}
