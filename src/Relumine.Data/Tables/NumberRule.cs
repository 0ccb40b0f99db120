using System.Globalization;
using System.Numerics;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Columns of numbers: how they are written, and what is told about it.</summary>
/// <param name="text">The file.</param>
/// <param name="sign">Point or comma.</param>
/// <param name="notices">Gets what is noticed.</param>
internal sealed class NumberRule(TableText text, DecimalSign sign, List<TableNotice> notices)
{
    /// <summary>How the numbers of a column are written.</summary>
    /// <exception cref="RelumineException">They are not written the same way throughout.</exception>
    public (bool IsComma, bool IsPercent) Decide(int index, ColumnSurvey column)
    {
        if (column.Percents.Count > 0 && column.WithoutPercent.Count > 0)
        {
            throw text.Fail(index, $"is in percent in some rows ('{column.Percents.Text}', line {column.Percents.Line}) and not in others "
                + $"('{column.WithoutPercent.Text}', line {column.WithoutPercent.Line}). Write all of them the same way.");
        }

        if (BitOperations.PopCount((uint)column.Currencies) > 1)
        {
            throw text.Fail(
                index,
                $"has amounts in several currencies ({Currencies(column.Currencies)}), which cannot be compared. Convert them, or leave the column out."
            );
        }

        return (sign.IsComma(text, index, column), column.Percents.Count > 0);
    }

    /// <summary>Tells what is unusual about the numbers.</summary>
    public void Tell(int index, ColumnSurvey column, bool isComma)
    {
        var name = text.NameOf(index);
        var (least, most) = isComma ? column.CommaRange : column.PointRange;
        if (isComma && column.OnlyComma.Count + column.AmbiguousComma.Count is > 0)
        {
            var example = column.OnlyComma.Count > 0 ? column.OnlyComma : column.AmbiguousComma;
            notices.Add(TableNotice.Of(NoticeKind.DecimalComma, name, example.Line, example.Text, example.Count));
        }
        else if (column.Thousands.Count > 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.Thousands, name, column.Thousands.Line, column.Thousands.Text, column.Thousands.Count));
        }

        if (column.Percents.Count > 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.Percent, name, column.Percents.Line, column.Percents.Text, column.Percents.Count));
        }

        if (column.Currencies != 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.Currency, name, value: Currencies(column.Currencies)));
        }

        if (column.LeadingZeros.Count > 0 && column.IsWhole && column.Percents.Count == 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.LeadingZeros, name, column.LeadingZeros.Line, column.LeadingZeros.Text, column.LeadingZeros.Count));
        }

        if (column.Total.Value is { } total)
        {
            notices.Add(TableNotice.Of(NoticeKind.Total, name, column.Total.Line, total.ToString("R", CultureInfo.InvariantCulture)));
        }

        if (least == most && column.Present > 1 && column.Missing == 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.Constant, name, column.First.Line, column.First.Text, column.Present));
        }
    }

    private static string Currencies(int bits) => string.Join(", ", NumberFormat.Currencies.Where((_, i) => (bits >> i & 1) == 1));
}
