using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Relumine.Data.Tests.Pictures;

/// <summary>Pictures that tests write themselves.</summary>
internal static class Drawn
{
    /// <summary>A PNG of eight bits: grey, colours, or colours with transparency.</summary>
    public static byte[] Png(int width, int height, int channels, Func<int, int, int, int> pixel, int? declaredWidth = null, int extra = 0)
    {
        using var rows = new MemoryStream();
        using (var packing = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packing.WriteByte(0);
                for (var i = 0; i < width * channels; i++)
                {
                    packing.WriteByte((byte)pixel(i / channels, y, i % channels));
                }
            }

            packing.Write(new byte[extra]);
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, declaredWidth ?? width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, (byte)(channels switch { 1 => 0, 3 => 2, _ => 6 }));
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", head), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A grey JPEG of one block, 8 × 8, in which every pixel is 178: one coefficient of 50 over 128.</summary>
    public static byte[] Jpeg() =>
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0, 0x43, 0, .. Enumerable.Repeat((byte)8, 64),
        0xFF, 0xC0, 0, 0x0B, 8, 0, 8, 0, 8, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 0x14, 0x00, 1, .. new byte[15], 6,
        0xFF, 0xC4, 0, 0x14, 0x10, 1, .. new byte[15], 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0,
        0b0110_0100,
        0xFF, 0xD9,
    ];

    // The check is that of CRC-32 over the kind and the bytes, as the format has it.
    private static byte[] Chunk(string kind, byte[] bytes)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. bytes];
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, bytes.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), ~crc);
        return chunk;
    }
}
