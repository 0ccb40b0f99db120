using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Decides whether decimals have a point or a comma: by the column; where it allows both, by the other columns of the file; never by a single
/// value.</summary>
internal sealed class DecimalSign
{
    private readonly char? _given;
    private readonly bool _someHavePoint;
    private readonly bool _someHaveComma;

    /// <summary>Looks at the whole file.</summary>
    public DecimalSign(TableSurvey survey, char? given)
    {
        _given = given;
        foreach (var column in survey.Columns.Where(c => c.Numbers > 0 && c.NotNumbers.Count == 0))
        {
            _someHavePoint |= column.OnlyPoint.Count > 0 && column.OnlyComma.Count == 0;
            _someHaveComma |= column.OnlyComma.Count > 0 && column.OnlyPoint.Count == 0;
        }
    }

    /// <summary>Whether the numbers of a column have a comma for decimals.</summary>
    /// <exception cref="RelumineException">Both occur in the column, or nothing decides.</exception>
    public bool IsComma(TableText text, int index, ColumnSurvey column)
    {
        var (point, comma) = (column.OnlyPoint, column.OnlyComma);
        if (_given is { } given)
        {
            var against = given == ',' ? point : comma;
            return against.Count == 0
                ? given == ','
                : throw text.Fail(
                    index,
                    against.Line,
                    $"'{against.Text}' is no number with a {(given == ',' ? "comma" : "point")} for decimals, as {new Setting(TableSettings.Decimal)} says."
                );
        }

        if (point.Count > 0 && comma.Count > 0)
        {
            throw text.Fail(
                index,
                $"has decimals with a point ('{point.Text}', line {point.Line}) and with a comma ('{comma.Text}', line {comma.Line}). "
                    + $"Write all of them the same way."
            );
        }

        if (point.Count > 0 || comma.Count > 0)
        {
            return comma.Count > 0;
        }

        var (onePoint, oneComma) = (column.AmbiguousPoint, column.AmbiguousComma);
        if (onePoint.Count == 0 && oneComma.Count == 0)
        {
            return false;
        }

        // Money has no three decimals.
        if (column.Currencies != 0 && (onePoint.Count == 0 || oneComma.Count == 0))
        {
            return onePoint.Count > 0;
        }

        if (_someHavePoint != _someHaveComma)
        {
            return _someHaveComma;
        }

        // Where decimals have a comma, no comma stands between fields: spreadsheets then write semicolons.
        if (oneComma.Count > 0 && text.Dialect.Delimiter == ',' && !_someHaveComma)
        {
            return false;
        }

        // A point has always been that of decimals where nothing speaks for commas. A comma alone may be either.
        return oneComma.Count == 0
            ? false
            : throw text.Fail(
                index,
                oneComma.Line,
                $"'{oneComma.Text}' may be {oneComma.Text.Replace(",", "", StringComparison.Ordinal)} or {oneComma.Text.Replace(',', '.')}, and nothing in the "
                    + $"file decides. "
                    + $"Say {new Setting(TableSettings.Decimal, ".")} if the comma is between thousands, or {new Setting(TableSettings.Decimal, ",")} if it is "
                    + $"before decimals."
            );
    }
}
