using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Runs;

/// <summary>Where a number stands in the data, as a reader finds it in the file.</summary>
/// <param name="Column">What its column is called: a name in quotes, or a number.</param>
/// <param name="Row">The first row that has it, e.g. <c>line 502</c>.</param>
/// <param name="Value">The number, as it stands in the data.</param>
/// <param name="Count">How many samples have the same number there.</param>
public sealed record DataPlace(string Column, string Row, double Value, int Count = 1)
{
    /// <summary>A target as a reader knows it.</summary>
    internal static string TargetOf(Dataset data, int column) =>
        data.TargetWidth > 1 ? NameOf([], column, "target") : data.TargetName.Length > 0 ? $"'{data.TargetName}'" : "the target";

    /// <summary>A column as a reader knows it.</summary>
    internal static string NameOf(IReadOnlyList<string> names, int column, string kind) =>
        column < names.Count ? $"'{names[column]}'" : string.Create(CultureInfo.InvariantCulture, $"{kind} {column + 1} (counted from 1)");

    /// <summary>A sample as a reader finds it: the line of a table, otherwise its place in all of the data.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="sample">Which.</param>
    /// <param name="isElsewhere">Whether the number stands in another file than the samples, whose lines are not known.</param>
    internal static string RowOf(Dataset data, int sample, bool isElsewhere = false) =>
        sample < data.Lines.Count && !isElsewhere
            ? $"line {Wording.Count(data.Lines[sample])}"
            : $"sample {Wording.Count((sample < data.Places.Count ? data.Places[sample] : sample) + 1)} (counted from 1)";

    /// <summary>For example <c>'nights' is 100000 in line 502</c>.</summary>
    public override string ToString() =>
        $"{Column} is {Plain(Value)} in "
            + (Count == 1 ? Row : $"{Wording.Count(Count, "sample")}, the first in {Row}");

    // Six digits, and no exponent where a reader would search the file for the number.
    private static string Plain(double value) =>
        Math.Abs(value) is > 0 and (< 1e-4 or >= 1e15)
            ? value.ToString("G6", CultureInfo.InvariantCulture)
            : double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                .ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
}
