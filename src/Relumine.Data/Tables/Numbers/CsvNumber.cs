using System.Globalization;

namespace Relumine.Data.Tables.Numbers;

/// <summary>Reads a decimal number from the bytes of a CSV field.</summary>
internal static class CsvNumber
{
    private const int ExactDigits = 15;

    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a number, correctly rounded. NaN and infinities are numbers here; the reader refuses them by row.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out double value)
    {
        field = field.Trim(" \t"u8);
        return TryShort(field, out value) || (MayBegin(field) && double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value));
    }

    // Most words are told from numbers by their first letter; the others may be NaN or Infinity.
    private static bool MayBegin(ReadOnlySpan<byte> field) => field.Length > 0 && field[0] is <= (byte)'9' or (byte)'N' or (byte)'n' or (byte)'I' or (byte)'i';

    // Up to 15 digits are exact as a double, and so is a power of ten up to 10^22: one division then rounds correctly (Clinger 1990).
    private static bool TryShort(ReadOnlySpan<byte> field, out double value)
    {
        value = 0;
        var negative = field.Length > 0 && field[0] == '-';
        var digits = negative ? field[1..] : field;
        if (digits.Length is 0 or > ExactDigits)
        {
            return false;
        }

        long mantissa = 0;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            if ((uint)digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (digits[i] == '.' && point < 0 && digits.Length > 1)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        value = point < 0 ? mantissa : mantissa / Powers[digits.Length - point - 1];
        value = negative ? -value : value;
        return true;
    }
}
