namespace Relumine.Cli.Tests.Commands;

/// <summary>Bytes of a file, damaged as damage happens and as somebody would do it who wants harm: bits, holes, repetitions, huge numbers.</summary>
internal static class Mutation
{
    // Lengths, counts and shapes at the borders of 32 and 64 bits, as protobuf, NumPy, JSON and CSV write them.
    private static readonly byte[][] s_borders =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0x80, 0x80, 0x80, 0x80, 0x04], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0], "2147483647"u8.ToArray(), "-1"u8.ToArray(), "1e308"u8.ToArray(),
        "99999999999999999999"u8.ToArray(), "\u202E"u8.ToArray(), "\e[2J"u8.ToArray(), "[[[[[[[["u8.ToArray(), [0xC3, 0x28],
    ];

    /// <summary>One to four damages; the same for the same numbers.</summary>
    public static byte[] Of(byte[] whole, Random random)
    {
        var bytes = whole;
        for (var i = random.Next(3) > 0 ? 1 : random.Next(2, 5); i > 0 && bytes.Length > 0; i--)
        {
            bytes = Once(bytes, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 17), bytes.Length - at);
        var border = s_borders[random.Next(s_borders.Length)];
        return random.Next(7) switch
        {
            0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            2 => [.. bytes[..at], .. bytes[(at + length)..]],
            3 => [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]],
            4 => bytes[..at],
            5 => [.. bytes[..at], .. border, .. bytes[at..]],
            _ => [.. bytes[..at], .. border, .. bytes[Math.Min(bytes.Length, at + border.Length)..]],
        };
    }
}
