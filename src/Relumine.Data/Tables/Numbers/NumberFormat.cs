namespace Relumine.Data.Tables.Numbers;

/// <summary>Reads numbers as people write them: decimal point or comma, thousands set apart, percent and currency signs.</summary>
internal static class NumberFormat
{
    private const int Longest = 64;

    /// <summary>The signs and codes of money that may stand before or behind a number, in UTF-8.</summary>
    public static readonly string[] Currencies = ["$", "€", "£", "¥", "₹", "EUR", "USD", "GBP", "CHF", "JPY", "kr", "zł"];

    private static readonly byte[][] s_currencies = [.. Currencies.Select(c => System.Text.Encoding.UTF8.GetBytes(c))];

    // No-break space, narrow no-break space, right single quotation mark, as spreadsheets put them between thousands.
    private static readonly byte[][] s_wideGroups = [[0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x99]];

    /// <summary>Reads a field both ways.</summary>
    /// <param name="field">The field, trimmed.</param>
    public static NumberReading Read(ReadOnlySpan<byte> field)
    {
        if (CsvNumber.TryParse(field, out var plain))
        {
            // Only three digits behind the last point may be a group of thousands.
            var point = field.LastIndexOf((byte)'.');
            return point < 0 ? new(true, true, plain, plain, false, 0, true)
                : point == field.Length - 4 && TryBody(field, ',', out var comma) ? new(true, true, plain, comma, false, 0, true)
                : new(true, false, plain, double.NaN, false, 0, true);
        }

        if (field.Length is 0 or > Longest || !field.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            return default;
        }

        var body = Undecorated(field, out var isNegative, out var isPercent, out var currency);
        var isPoint = TryBody(body, '.', out var asPoint);
        var isComma = TryBody(body, ',', out var asComma);
        return new(isPoint, isComma, isNegative ? -asPoint : asPoint, isNegative ? -asComma : asComma, isPercent, currency);
    }

    /// <summary>Reads a field the way its column was decided to be written.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="isComma">Whether decimals have a comma.</param>
    /// <param name="isPercent">Whether a percent sign must stand behind it; the value is then divided by 100.</param>
    /// <param name="value">The number.</param>
    public static bool TryRead(ReadOnlySpan<byte> field, bool isComma, bool isPercent, out double value)
    {
        if (!isComma && !isPercent && CsvNumber.TryParse(field, out value))
        {
            return true;
        }

        var reading = Read(field);
        value = isComma ? reading.Comma : reading.Point;
        value = isPercent ? value / 100 : value;
        return (isComma ? reading.IsComma : reading.IsPoint) && reading.IsPercent == isPercent;
    }

    // A sign, one currency and a percent sign may stand around the digits, with blanks between; parentheses are a minus of bookkeepers.
    private static ReadOnlySpan<byte> Undecorated(ReadOnlySpan<byte> field, out bool isNegative, out bool isPercent, out int currency)
    {
        (isNegative, isPercent, currency) = (false, false, 0);
        if (field is [(byte)'(', .., (byte)')'])
        {
            field = Blank(field[1..^1]);
            isNegative = true;
        }

        field = Sign(field, ref isNegative);
        for (var i = 0; i < s_currencies.Length && currency == 0; i++)
        {
            var sign = s_currencies[i].AsSpan();
            if (field.StartsWith(sign))
            {
                field = Sign(Blank(field[sign.Length..]), ref isNegative);
                currency = i + 1;
            }
            else if (field.EndsWith(sign))
            {
                field = Blank(field[..^sign.Length]);
                currency = i + 1;
            }
        }

        if (currency == 0 && field is [.., (byte)'%'])
        {
            field = Blank(field[..^1]);
            isPercent = true;
        }

        return field;
    }

    private static ReadOnlySpan<byte> Sign(ReadOnlySpan<byte> field, scoped ref bool isNegative)
    {
        var minus = "\u2212"u8;
        if (isNegative || field.Length == 0)
        {
            return field;
        }

        if (field[0] == '-' || field.StartsWith(minus))
        {
            isNegative = true;
            return Blank(field[(field[0] == '-' ? 1 : minus.Length)..]);
        }

        return field[0] == '+' ? Blank(field[1..]) : field;
    }

    private static ReadOnlySpan<byte> Blank(ReadOnlySpan<byte> field)
    {
        field = field.Trim(" \t"u8);
        field = field.StartsWith(s_wideGroups[0]) ? field[2..] : field.StartsWith(s_wideGroups[1]) ? field[3..] : field;
        return field.EndsWith(s_wideGroups[0]) ? field[..^2] : field.EndsWith(s_wideGroups[1]) ? field[..^3] : field;
    }

    // Digits, all in groups of three behind the first or none in groups, then decimals; an exponent only without groups.
    private static bool TryBody(ReadOnlySpan<byte> body, char point, out double value)
    {
        value = double.NaN;
        Span<byte> digits = stackalloc byte[Longest];
        if (body.Length is 0 or > Longest)
        {
            return false;
        }

        var sign = body[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        body[..sign].CopyTo(digits);
        var (length, inGroup, groups) = (sign, 0, 0);
        var group = ReadOnlySpan<byte>.Empty;
        var at = sign;
        for (; at < body.Length; at++)
        {
            if (char.IsAsciiDigit((char)body[at]))
            {
                digits[length++] = body[at];
                inGroup++;
                continue;
            }

            var mark = GroupMark(body[at..], point);
            if (mark.Length == 0)
            {
                break;
            }

            var isFirst = groups == 0;
            if (!(isFirst ? inGroup is >= 1 and <= 3 && digits[sign] != '0' : inGroup == 3 && mark.SequenceEqual(group)))
            {
                return false;
            }

            group = mark;
            (inGroup, groups, at) = (0, groups + 1, at + mark.Length - 1);
        }

        if (groups > 0 && inGroup != 3)
        {
            return false;
        }

        var rest = body[at..];
        if (rest.Length > 0 && rest[0] == point)
        {
            digits[length++] = (byte)'.';
            rest = rest[1..];
        }

        if (groups > 0 && rest.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        rest.CopyTo(digits[length..]);
        return CsvNumber.TryParse(digits[..(length + rest.Length)], out value) && double.IsFinite(value);
    }

    private static ReadOnlySpan<byte> GroupMark(ReadOnlySpan<byte> rest, char point)
    {
        if (rest[0] is (byte)' ' or (byte)'\'' || (rest[0] is (byte)',' or (byte)'.' && rest[0] != point))
        {
            return rest[..1];
        }

        foreach (var wide in s_wideGroups)
        {
            if (rest.StartsWith(wide))
            {
                return rest[..wide.Length];
            }
        }

        return [];
    }
}
