using System.Buffers.Binary;

namespace Relumine.Data.Sources;

/// <summary>The checksum of zip files (CRC-32, polynomial 0xEDB88320), eight bytes a step: .NET does not compare it when an entry is read.</summary>
internal readonly record struct Crc32(uint State)
{
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of nothing yet.</summary>
    public static Crc32 Start => new(uint.MaxValue);

    /// <summary>The checksum.</summary>
    public uint Value => ~State;

    /// <summary>The checksum after more bytes.</summary>
    public Crc32 With(ReadOnlySpan<byte> bytes)
    {
        var (crc, tables) = (State, Tables);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[0x700 + (byte)low] ^ tables[0x600 + (byte)(low >> 8)]
                ^ tables[0x500 + (byte)(low >> 16)] ^ tables[0x400 + (byte)(low >> 24)]
                ^ tables[0x300 + (byte)high] ^ tables[0x200 + (byte)(high >> 8)]
                ^ tables[0x100 + (byte)(high >> 16)] ^ tables[(byte)(high >> 24)];
        }

        foreach (var b in bytes)
        {
            crc = tables[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return new(crc);
    }

    // Table k tells what a byte does to the checksum once k more bytes of zero have followed it.
    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            if (i >= 256)
            {
                tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
                continue;
            }

            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }

            tables[i] = crc;
        }

        return tables;
    }
}
