using System.Globalization;
using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Tables.Numbers;
using Relumine.Data.Tables.Texts;

namespace Relumine.Data.Tables;

/// <summary>Reads the target of each row by its plan: a class, or a number.</summary>
/// <param name="text">The file, for messages.</param>
/// <param name="plan">How to understand it.</param>
/// <param name="index">Where it stands in this file.</param>
/// <param name="limit">The classes that a network tells apart; 0 if that is not known.</param>
internal sealed class TargetReader(TableText text, ColumnPlan plan, int index, int limit)
{
    private readonly TextIndex? _names = plan.Kind == ColumnKind.Category ? new(plan.Categories) : null;
    private readonly Dictionary<double, int>? _numbers = plan.Kind == ColumnKind.Number && plan.Categories.Count > 0 ? Numbers(plan.Categories) : null;

    private readonly byte[] _unit = Encoding.UTF8.GetBytes(plan.Unit ?? "");

    /// <summary>Where the target stands in this file.</summary>
    public int Index => index;

    /// <summary>Whether targets are classes.</summary>
    public bool IsClass => plan.Classes > 0;

    /// <summary>The class of a row.</summary>
    public int Class(ReadOnlySpan<byte> field, long line)
    {
        if (_names is not null)
        {
            return _names.Find(field) is >= 0 and var place
                ? place
                : throw text.Fail(index, line, $"{DataError.Quote(field)} is none of the classes {Names()}.");
        }

        var value = Number(field, line);
        if (_numbers is not null)
        {
            return _numbers.TryGetValue(value, out var place)
                ? place
                : throw text.Fail(index, line, $"{DataError.Quote(field)} is none of the classes {Names()}.");
        }

        if (value != Math.Floor(value) || plan.Percent)
        {
            throw text.Fail(index, line, $"{DataError.Number(value)} is not a whole number, but integers are expected here. "
                + "Labels are class numbers from 0 on; numbers that are to be predicted need a loss for numbers, e.g. meanSquaredError.");
        }

        if (value < 0 || value >= int.MaxValue || (limit > 0 && value >= limit))
        {
            var allowed =
                limit > 0 && value >= 0
                    ? FormattableString.Invariant($"0 to {limit - 1} are expected, as the model tells {limit} classes apart")
                    : "labels count from 0";
            var advice =
                value == -1 ? " Write 0 and 1 for -1 and 1."
                : value < 0 ? " Numbers that are to be predicted, and not classes, need a loss for numbers, e.g. meanSquaredError."
                : "";
            throw text.Fail(index, line, $"the label is {DataError.Number(value)}; {allowed}.{advice}");
        }

        return (int)value;
    }

    /// <summary>The number of a row.</summary>
    public double Number(ReadOnlySpan<byte> field, long line)
    {
        if (!NumberFormat.TryRead(UnitFormat.Without(field, _unit), plan.DecimalComma, plan.Percent, out var value))
        {
            throw text.Fail(index, line, $"{DataError.Quote(field)} is not a number, but the target is one elsewhere.");
        }

        return float.IsFinite((float)value)
            ? value
            : throw text.Fail(
                index,
                line,
                $"the value is {(double.IsNaN(value) ? "NaN" : "infinite, or too large for 32 bits")}; data must be finite. "
                    + $"Remove the row or correct the value."
            );
    }

    private static Dictionary<double, int> Numbers(IReadOnlyList<string> names)
    {
        var places = new Dictionary<double, int>();
        for (var i = 0; i < names.Count; i++)
        {
            places.TryAdd(double.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN, i);
        }

        return places;
    }

    private string Names() => string.Join(", ", plan.Categories.Take(10).Select(TableNotice.Shown)) + (plan.Categories.Count > 10 ? ", …" : "");
}
