using System.Buffers.Text;

namespace Relumine.Data.Tables.Dates;

/// <summary>Reads dates and times of day from the bytes of a field.</summary>
/// <remarks>A zone at the end (Z, +02:00) is passed over: the clock on the wall is what is read.</remarks>
internal static class DateFormat
{
    // Two digits are the years from 1969 to 2068, as POSIX has it.
    private const int FirstOfCentury = 69;

    /// <summary>Reads a date written in an order.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="order">The order; nothing else is accepted.</param>
    /// <param name="ticks">Ticks since the year 1, or of the day for <see cref="DateOrder.TimeOnly"/>, or of all the time for
    /// <see cref="DateOrder.Duration"/>.</param>
    public static bool TryRead(ReadOnlySpan<byte> field, DateOrder order, out long ticks)
    {
        ticks = 0;
        if (order == DateOrder.Duration)
        {
            return field.Length is > 1 and <= 40 && DurationFormat.TryRead(field, out ticks);
        }

        if (field.Length is < 4 or > 40 || !char.IsAsciiDigit((char)field[0]))
        {
            return false;
        }

        if (order == DateOrder.TimeOnly)
        {
            return TryTime(field, out ticks);
        }

        if (!TryNumber(ref field, out var first, out var firstDigits) || !TrySeparator(ref field, out var separator)
            || !TryNumber(ref field, out var second, out var secondDigits) || !TrySeparator(ref field, out var again) || again != separator
            || !TryNumber(ref field, out var third, out var thirdDigits) || secondDigits > 2)
        {
            return false;
        }

        var (year, month, day, yearDigits, other) = order switch
        {
            DateOrder.YearFirst => (first, second, third, firstDigits, thirdDigits),
            DateOrder.DayFirst => (third, second, first, thirdDigits, firstDigits),
            _ => (third, first, second, thirdDigits, firstDigits),
        };
        if (other > 2 || yearDigits is not (2 or 4) || (yearDigits == 2 && order == DateOrder.YearFirst))
        {
            return false;
        }

        year += yearDigits == 4 ? 0 : year < FirstOfCentury ? 2000 : 1900;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var time = 0L;
        if (field.Length > 0 && (field[0] is not ((byte)'T' or (byte)' ' or (byte)',') || !TryTime(field[1..].TrimStart((byte)' '), out time)))
        {
            return false;
        }

        ticks = new DateTime(year, month, day).Ticks + time;
        return true;
    }

    // H:MM, H:MM:SS, H:MM:SS.fraction, of 24 or twice 12 hours, with a zone or without.
    private static bool TryTime(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = 0;
        if (!TryNumber(ref field, out var hour, out var digits) || digits > 2 || hour > 23 || field is not [(byte)':', ..])
        {
            return false;
        }

        field = field[1..];
        if (!TryNumber(ref field, out var minute, out digits) || digits != 2 || minute > 59)
        {
            return false;
        }

        var seconds = 0.0;
        if (field is [(byte)':', ..])
        {
            field = field[1..];
            if (!Utf8Parser.TryParse(field, out seconds, out var read, 'F') || !char.IsAsciiDigit((char)field[0]) || seconds is not (>= 0 and < 61))
            {
                return false;
            }

            field = field[read..];
        }

        field = field.TrimStart((byte)' ');
        if (field is [(byte)'A' or (byte)'a' or (byte)'P' or (byte)'p', (byte)'M' or (byte)'m', ..])
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (field[0] is (byte)'P' or (byte)'p' ? 12 : 0);
            field = field[2..];
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (long)Math.Round(seconds * TimeSpan.TicksPerSecond);
        return IsZone(field.TrimStart((byte)' '));
    }

    private static bool IsZone(ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 0 || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("UTC"u8))
        {
            return true;
        }

        return rest[0] is (byte)'+' or (byte)'-' && rest.Length is >= 3 and <= 6 && !rest[1..].ContainsAnyExceptInRange((byte)'0', (byte)':');
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> field, out int number, out int digits)
    {
        (number, digits) = (0, 0);
        while (digits < field.Length && digits < 5 && char.IsAsciiDigit((char)field[digits]))
        {
            number = (number * 10) + (field[digits++] - '0');
        }

        field = field[digits..];
        return digits is > 0 and < 5;
    }

    private static bool TrySeparator(ref ReadOnlySpan<byte> field, out byte separator)
    {
        separator = field.Length > 0 ? field[0] : (byte)0;
        if (separator is not ((byte)'-' or (byte)'/' or (byte)'.'))
        {
            return false;
        }

        field = field[1..];
        return true;
    }
}
