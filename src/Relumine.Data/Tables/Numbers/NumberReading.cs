namespace Relumine.Data.Tables.Numbers;

/// <summary>What a field is as a number, in either way of writing decimals.</summary>
/// <param name="IsPoint">Whether it is a number with a point for decimals and, if at all, commas between thousands.</param>
/// <param name="IsComma">Whether it is a number with a comma for decimals and, if at all, points between thousands.</param>
/// <param name="Point">Its value with a point for decimals.</param>
/// <param name="Comma">Its value with a comma for decimals.</param>
/// <param name="IsPercent">Whether a percent sign stands behind it; the value is not divided.</param>
/// <param name="Currency">The place of its currency in <see cref="NumberFormat.Currencies"/> from 1; 0 for none.</param>
/// <param name="IsPlain">Whether it is written without anything but sign, digits, point and exponent.</param>
internal readonly record struct NumberReading(bool IsPoint, bool IsComma, double Point, double Comma, bool IsPercent, int Currency, bool IsPlain = false)
{
    /// <summary>Whether it is a number at all.</summary>
    public bool IsNumber => IsPoint || IsComma;

    /// <summary>Whether it is a number either way, but not the same one.</summary>
    public bool IsAmbiguous => IsPoint && IsComma && Point != Comma;
}
