using System.Text;

namespace Relumine.Data.Tables;

/// <summary>The pairs of words that stand for no and yes, in any case of letters.</summary>
internal static class BooleanWords
{
    private static readonly (byte[] No, byte[] Yes)[] s_pairs =
    [
        ("false"u8.ToArray(), "true"u8.ToArray()),
        ("no"u8.ToArray(), "yes"u8.ToArray()),
        ("f"u8.ToArray(), "t"u8.ToArray()),
        ("n"u8.ToArray(), "y"u8.ToArray()),
    ];

    /// <summary>Whether all texts are words of one pair.</summary>
    public static bool AreAll(IEnumerable<string> texts)
    {
        List<byte[]> words = [.. texts.Select(Encoding.UTF8.GetBytes)];
        return words.Count > 0 && s_pairs.Any(p => words.TrueForAll(w => Ascii.EqualsIgnoreCase(p.No, w) || Ascii.EqualsIgnoreCase(p.Yes, w)));
    }

    /// <summary>Reads a word of any pair.</summary>
    public static bool TryRead(ReadOnlySpan<byte> field, out bool value)
    {
        value = false;
        foreach (var (no, yes) in s_pairs)
        {
            value = Ascii.EqualsIgnoreCase(yes, field);
            if (value || Ascii.EqualsIgnoreCase(no, field))
            {
                return true;
            }
        }

        return false;
    }
}
