using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Csv;

/// <summary>What to do about a field of a CSV file that is no number.</summary>
internal static class CsvAdvice
{
    private static readonly string[] s_missing = [.. MissingMarks.Customary, "unknown"];

    /// <summary>Whether it is a number but for its decimal comma, for example <c>5,12</c>.</summary>
    public static bool HasDecimalComma(ReadOnlySpan<byte> field)
    {
        var comma = field.IndexOf((byte)',');
        Span<byte> pointed = stackalloc byte[32];
        if (comma < 0 || field.Length > pointed.Length)
        {
            return false;
        }

        field.CopyTo(pointed);
        pointed[comma] = (byte)'.';
        return CsvNumber.TryParse(pointed[..field.Length], out _);
    }

    /// <summary>What is wrong with the field, and what to do.</summary>
    /// <param name="field">The field.</param>
    /// <param name="column">The column's name, or its number, from 1, where there is no header.</param>
    public static ErrorText About(ReadOnlySpan<byte> field, string column)
    {
        field = field.Trim(" \t"u8);
        if (field.Length == 0)
        {
            return $"the field is empty. Fill it in or remove the row.";
        }

        var (quoted, text) = (DataError.Quote(field), Encoding.UTF8.GetString(field));
        if (s_missing.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return $"{quoted} is not a number but stands for a missing value. Fill it in or remove the row.";
        }

        if (HasDecimalComma(field))
        {
            return $"{quoted} is not a number. Numbers have a point for decimals: write {text.Replace(',', '.')}, in the whole file.";
        }

        return $"{quoted} is not a number. If the column is the label, say {DataOptions.LabelSetting(DataError.Printable(column))}; "
            + $"if it is a category, write it as numbers, such as a column of 0 and 1 for each of its values; "
            + $"otherwise correct the field or leave the column out.";
    }
}
