using System.Buffers.Text;

namespace Relumine.Data.Tables.Dates;

/// <summary>
/// Reads how long something took: <c>36:15:00</c>, <c>2 days 03:04:05</c>, <c>1h 30m</c>, <c>90 min</c>, and <c>P1DT2H30M</c> of ISO 8601 (without years and
/// months, whose length is not known).
/// </summary>
internal static class DurationFormat
{
    private const double Longest = 1e6 * TimeSpan.TicksPerDay / 2;

    private static readonly (string Word, long Ticks)[] s_units =
    [
        ("d", TimeSpan.TicksPerDay), ("day", TimeSpan.TicksPerDay), ("days", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour), ("hr", TimeSpan.TicksPerHour), ("hrs", TimeSpan.TicksPerHour), ("hour", TimeSpan.TicksPerHour),
        ("hours", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("min", TimeSpan.TicksPerMinute), ("mins", TimeSpan.TicksPerMinute),
        ("minute", TimeSpan.TicksPerMinute), ("minutes", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("sec", TimeSpan.TicksPerSecond),
        ("secs", TimeSpan.TicksPerSecond), ("second", TimeSpan.TicksPerSecond), ("seconds", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="ticks">Its length.</param>
    public static bool TryRead(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = 0;
        var isIso = field is [(byte)'P', ..];
        var rest = isIso ? field[1..] : field;
        var (total, parts, last, isTime, isCapital) = (0.0, 0, long.MaxValue, false, false);
        while (rest.Length > 0)
        {
            if (isIso && !isTime && rest[0] == (byte)'T')
            {
                isTime = true;
                rest = rest[1..];
            }

            if (!isIso && TryClock(rest, out var clock))
            {
                (total, parts) = (total + clock, parts + 1);
                break;
            }

            if (rest.Length == 0 || !TryPart(ref rest, isIso, out var part, out var unit, out isCapital) || unit >= last)
            {
                return false;
            }

            // Of ISO 8601 only days stand in front of the T: an M there is a month.
            if (isIso && isTime == (unit == TimeSpan.TicksPerDay))
            {
                return false;
            }

            (total, parts, last) = (total + part, parts + 1, unit);
        }

        // 12M are millions rather than minutes, and 3D is no time at all.
        if (parts == 0 || total > Longest || (parts == 1 && isCapital && !isIso))
        {
            return false;
        }

        ticks = (long)Math.Round(total);
        return true;
    }

    // A number and its unit, the larger units first.
    private static bool TryPart(ref ReadOnlySpan<byte> rest, bool isIso, out double part, out long unit, out bool isCapital)
    {
        (part, unit, isCapital) = (0, 0, false);
        if (!char.IsAsciiDigit((char)rest[0]) || !Utf8Parser.TryParse(rest, out double number, out var read, 'F'))
        {
            return false;
        }

        rest = rest[read..].TrimStart((byte)' ');
        var length = 0;
        while (length < (isIso ? Math.Min(1, rest.Length) : rest.Length) && char.IsAsciiLetter((char)rest[length]))
        {
            length++;
        }

        foreach (var (word, ticks) in s_units)
        {
            if (length == word.Length && IsWord(rest[..length], word))
            {
                (part, unit, isCapital) = (number * ticks, ticks, length == 1 && char.IsAsciiLetterUpper((char)rest[0]));
                rest = rest[length..].TrimStart(" ,"u8);
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(ReadOnlySpan<byte> letters, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if ((letters[i] | 0x20) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    // H:MM or H:MM:SS with a fraction; any number of hours.
    private static bool TryClock(ReadOnlySpan<byte> rest, out double ticks)
    {
        ticks = 0;
        if (!char.IsAsciiDigit((char)rest[0]) || !Utf8Parser.TryParse(rest, out int hours, out var read) || rest[read..] is not [(byte)':', ..])
        {
            return false;
        }

        rest = rest[(read + 1)..];
        if (!Utf8Parser.TryParse(rest, out int minutes, out read) || read != 2 || minutes is < 0 or > 59)
        {
            return false;
        }

        var seconds = 0.0;
        rest = rest[read..];
        if (rest is [(byte)':', >= (byte)'0' and <= (byte)'9', ..])
        {
            if (!Utf8Parser.TryParse(rest[1..], out seconds, out read, 'F') || seconds >= 60)
            {
                return false;
            }

            rest = rest[(read + 1)..];
        }

        ticks = (hours * (double)TimeSpan.TicksPerHour) + (minutes * (double)TimeSpan.TicksPerMinute) + (seconds * TimeSpan.TicksPerSecond);
        return rest.Length == 0;
    }
}
