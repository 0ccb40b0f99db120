using System.Globalization;
using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>What to do about the few values of a column that are not numbers as the others are.</summary>
internal static class OddValueAdvice
{
    private const int Shown = 4;

    /// <summary>What is wrong, and what it may mean: by where it stands, and what else stands there.</summary>
    public static ErrorText About(TableText text, TableSurvey survey, int index)
    {
        var column = survey.Columns[index];
        var (odd, named) = (column.NotNumbers, text.Header.Count(n => n.Length > 0));
        ErrorText what = $"'{odd.Text}' is not a number, as {column.Numbers} of the {column.Present} values of the column are.{Others(column)}";
        var isAlone = odd.Count == 1 && survey.Rows > 1;
        if (text.Dialect.HasHeader && named == 1 && text.Header.Length > 1)
        {
            return $"{what} The header names one column alone: if it is a title, leave it out with {DataOptions.SkipSetting(text.Skip + 1)}.";
        }

        var place = !isAlone ? ""
            : odd.Line == survey.Lines.First ? $" If line {odd.Line} belongs to the header, as one of units does, take it out of the file."
            : odd.Line == survey.Lines.Last ? $" If line {odd.Line} is a total or a remark, take it out of the file."
            : "";
        return $"{what}{place}{Otherwise(text, index)}";
    }

    private static ErrorText Otherwise(TableText text, int index)
    {
        var column = text.Header[index].Length > 0 ? TableNotice.Shown(text.Header[index]) : (index + 1).ToString(CultureInfo.InvariantCulture);
        return $" If it stands for a missing value, list it: {new Setting(TableSettings.Marks)}; if the column is the label, say "
            + $"{DataOptions.LabelSetting(column)}; if it is a category, say so: {new Setting(TableSettings.Kinds, column)}; "
            + $"otherwise correct it, or leave the column out: {new Setting(TableSettings.Drop, column)}.";
    }

    // The words with their counts, the most frequent first, where all were counted.
    private static string Others(ColumnSurvey column)
    {
        if (column.NotNumbers.Count == 1)
        {
            return "";
        }

        var words = column.Texts.Sorted().Where(t => !NumberFormat.Read(Encoding.UTF8.GetBytes(t.Text)).IsNumber).OrderByDescending(t => t.Count).ToList();
        if (column.Texts.Overflowed || words.Count == 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $" There are {column.NotNumbers.Count} such values.");
        }

        var shown = words.Take(Shown).Select(t => string.Create(CultureInfo.InvariantCulture, $"'{TableNotice.Shown(t.Text)}' ({t.Count})"));
        var rest = words.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {words.Count - Shown} more") : "";
        return $" Not numbers are {string.Join(", ", shown)}{rest}.";
    }
}
