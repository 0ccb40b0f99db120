namespace Relumine.Data.Tables.Numbers;

/// <summary>Numbers with a unit behind them, as <c>2.5 kg</c>, <c>120km/h</c> or <c>21 °C</c>.</summary>
internal static class UnitFormat
{
    private const int LongestUnit = 12;

    /// <summary>Parts a field behind its last digit.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="number">What stands before the unit.</param>
    /// <param name="unit">The unit: it has a letter or a sign outside of ASCII, and is no single capital, as codes end with.</param>
    public static bool TrySplit(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> number, out ReadOnlySpan<byte> unit)
    {
        var end = field.LastIndexOfAnyInRange((byte)'0', (byte)'9') + 1;
        unit = field[end..].TrimStart(" \t"u8);
        number = field[..end];
        return end > 0 && unit.Length is > 0 and <= LongestUnit && HasLetter(unit)
            && !(unit.Length == 1 && char.IsAsciiLetterUpper((char)unit[0]) && end + 1 == field.Length);
    }

    /// <summary>The field without its unit; as it is where it has none.</summary>
    public static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> field, ReadOnlySpan<byte> unit) =>
        unit.Length > 0 && field.EndsWith(unit) ? field[..^unit.Length].TrimEnd(" \t"u8) : field;

    private static bool HasLetter(ReadOnlySpan<byte> unit)
    {
        foreach (var b in unit)
        {
            if (b >= 128 || char.IsAsciiLetter((char)b))
            {
                return true;
            }
        }

        return false;
    }
}
