using Relumine.Data.Csv;
using Relumine.Data.Tables.Dates;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Decides what a column that is no target holds, and what becomes of it.</summary>
internal sealed class ColumnChoice
{
    private const double NearlyAll = 0.9;
    private const double Scarce = 0.005;

    // Less spread than this share of the largest number leaves 32 bits fewer than 4096 steps.
    private const double Crowded = 1.0 / (1 << 11);

    private readonly TableText _text;
    private readonly TableSurvey _survey;
    private readonly TableOptions _options;
    private readonly TableWishes _wishes;
    private readonly List<TableNotice> _notices;
    private readonly NumberRule _numbers;
    private readonly CategoryRule _categories;

    public ColumnChoice(TableText text, TableSurvey survey, TableOptions options, TableWishes wishes, List<TableNotice> notices)
    {
        (_text, _survey, _options, _wishes, _notices) = (text, survey, options, wishes, notices);
        _numbers = new(text, new DecimalSign(survey, options.Decimal), notices);
        _categories = new(text, options, notices);
    }

    /// <summary>The columns as they are in the rows that are learned from: categories come from these.</summary>
    public required IReadOnlyList<ColumnSurvey> Learned { get; init; }

    /// <summary>Whether the file must be gone through once more with all values of a column counted: it began with numbers and turned out to be something
    /// else.</summary>
    public static bool NeedsCounts(ColumnSurvey column) =>
        column.IsCut && (column.IsCode || (column.NotNumbers.Count > 0 && !IsNearly(column.Numbers, column)));

    /// <summary>How the numbers of a target are written.</summary>
    public (bool IsComma, bool IsPercent) NumbersOf(int index)
    {
        var written = _numbers.Decide(index, _survey.Columns[index]);
        _numbers.Tell(index, _survey.Columns[index], written.IsComma);
        return written;
    }

    /// <summary>The unit of a column of numbers, which is told; null for none.</summary>
    public string? UnitOf(int index)
    {
        var unit = _survey.Columns[index].Unit;
        if (unit.Length > 0)
        {
            _notices.Add(TableNotice.Of(NoticeKind.Unit, _text.NameOf(index), _survey.Columns[index].First.Line, unit, _survey.Columns[index].Present));
        }

        return unit.Length > 0 ? unit : null;
    }

    /// <summary>The plan of a feature, what fills missing values not yet learned.</summary>
    /// <exception cref="RelumineException">The column is ambiguous, or a few values of it are not like the others.</exception>
    public ColumnPlan Decide(int index)
    {
        var column = _survey.Columns[index];
        var (name, isAsked) = (_text.Header[index], _wishes.IsAskedFor(index));
        if (index == _text.Dialect.Columns - 1 && name.Length == 0 && column.Present == 0 && _text.Dialect.EndsEmpty)
        {
            _notices.Add(new(NoticeKind.TrailingDelimiter));
            return LeftOut(index, ColumnKind.Empty, "a delimiter ends every line");
        }

        if (_wishes.IsLeftOut(index))
        {
            return LeftOut(index, Guess(column), "left out as asked");
        }

        if (column.Present == 0)
        {
            _notices.Add(TableNotice.Of(NoticeKind.Empty, _text.NameOf(index), count: 0));
            return LeftOut(index, ColumnKind.Empty, "every value is missing");
        }

        if (!isAsked && column.NotNumbers.Count > 0 && column.Present < Scarce * _survey.Rows)
        {
            _notices.Add(TableNotice.Of(NoticeKind.Empty, _text.NameOf(index), column.First.Line, column.First.Text, column.Present));
            return LeftOut(index, Guess(column), "nearly every value is missing");
        }

        var given = _wishes.Orders.ContainsKey(index) ? ColumnKind.OrderedCategory : _wishes.Kinds.TryGetValue(index, out var k) ? k : (ColumnKind?)null;
        switch (given ?? KindOf(index, column))
        {
            case ColumnKind.Number when !isAsked && IdentifierRule.IsNumber(column, name, index == 0):
                return Named(index, column, ColumnKind.Identifier);
            case ColumnKind.Number:
                return Number(index, column);
            case ColumnKind.Date:
                return Date(index, column);
            case ColumnKind.Boolean:
                return Boolean(index, column);
            case ColumnKind.OrderedCategory:
                return Feature(index, column, ColumnKind.OrderedCategory, "its place in the order, from 0") with
                {
                    Categories = [.. _wishes.Orders[index].Distinct(StringComparer.Ordinal)],
                };
            case ColumnKind.Category:
                return _categories.Decide(index, Learned[index], FillOf(index), given == ColumnKind.Category);
            case ColumnKind.Identifier or ColumnKind.Text or ColumnKind.Empty when given is not null:
                return LeftOut(index, given.Value, "left out as asked");
            case var kind:
                return Named(index, column, kind);
        }
    }

    /// <summary>What fills missing values of a column, in the user's words.</summary>
    public string FillOf(int index) => _wishes.Fills.TryGetValue(index, out var own) ? own : _options.Missing.Categories;

    private ColumnKind KindOf(int index, ColumnSurvey column)
    {
        if (column.NotNumbers.Count == 0)
        {
            return !column.IsCode || column.IsCut ? ColumnKind.Number : CodeOf(index, column);
        }

        if (DateRule.Decide(_text, index, column, _options.Dates.Order) is not null)
        {
            return ColumnKind.Date;
        }

        if (!column.Texts.Overflowed && BooleanWords.AreAll(column.Texts.Sorted().Select(t => t.Text)))
        {
            return ColumnKind.Boolean;
        }

        // A few values that are not like the others are mistakes, unless they repeat as those of categories do.
        var isFew = CategoryRule.IsFew(column);
        var repeats = isFew && !column.IsCut && column.Texts.Count <= _options.Categories.Most && column.NotNumbers.Count > 1;
        if (column.Numbers > 0 && IsNearly(column.Numbers, column) && !repeats)
        {
            throw _text.Fail(index, column.NotNumbers.Line, OddValueAdvice.About(_text, _survey, index));
        }

        var dates = Enum.GetValues<DateOrder>().Except([DateOrder.Duration]).Max(o => column.Dates(o)?.Count ?? 0);
        if (dates > 1 && IsNearly(dates, column) && !repeats)
        {
            throw _text.Fail(
                index,
                $"holds dates, as '{column.First.Text}' in line {column.First.Line}, but {column.Present - dates} of {column.Present} values are no dates of "
                    + $"one order. "
                    + $"Correct them, list them as missing ({new Setting(TableSettings.Marks)}), or leave the column out."
            );
        }

        return isFew ? ColumnKind.Category : IdentifierRule.IsDistinct(column) && IdentifierRule.IsShort(column) ? ColumnKind.Identifier : ColumnKind.Text;
    }

    // Postal codes and the like: their order and size say nothing.
    private ColumnKind CodeOf(int index, ColumnSurvey column)
    {
        if (IdentifierRule.IsDistinct(column))
        {
            return ColumnKind.Identifier;
        }

        _notices.Add(TableNotice.Of(NoticeKind.Codes, _text.NameOf(index), column.LeadingZeros.Line, column.LeadingZeros.Text, column.LeadingZeros.Count));
        return ColumnKind.Category;
    }

    private ColumnPlan Number(int index, ColumnSurvey column)
    {
        if (column.NotNumbers.Count > 0)
        {
            throw _text.Fail(index, column.NotNumbers.Line, OddValueAdvice.About(_text, _survey, index));
        }

        var (isComma, isPercent) = NumbersOf(index);
        if (column.Extremes.Sentinel() is { } sentinel)
        {
            _notices.Add(TableNotice.Of(NoticeKind.Sentinel, _text.NameOf(index), sentinel.Line, sentinel.Text, sentinel.Count));
        }

        var isConstant = column.PointRange.Least == column.PointRange.Most && column.Missing == 0;
        return Feature(index, column, ColumnKind.Number, isPercent ? "divided by 100" : isConstant ? "a number, the same everywhere" : "a number") with
        {
            DecimalComma = isComma,
            Percent = isPercent,
            Unit = UnitOf(index),
            Offset = OffsetOf(index, isComma ? column.CommaRange : column.PointRange),
        };
    }

    private double OffsetOf(int index, (double Least, double Most) range)
    {
        var spread = range.Most - range.Least;
        if (spread <= 0 || spread >= Crowded * Math.Max(Math.Abs(range.Least), Math.Abs(range.Most)))
        {
            return 0;
        }

        _notices.Add(TableNotice.Of(NoticeKind.Offset, _text.NameOf(index), 0, range.Least.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        return range.Least;
    }

    private ColumnPlan Date(int index, ColumnSurvey column)
    {
        var order = DateRule.Decide(_text, index, column, _options.Dates.Order)
            ?? throw _text.Fail(index, $"is to be a date, but some values are none; the first value is '{column.First.Text}' (line {column.First.Line}).");
        var isTime = order is DateOrder.TimeOnly or DateOrder.Duration;
        IReadOnlyList<DatePart> parts = isTime ? [DatePart.Hour] : _options.Dates.Parts;
        var origin = isTime ? (DateTime?)null : new DateTime(column.Dates(order)!.Least).Date;
        var becomes = isTime ? "hours" : parts is [DatePart.Days] ? FormattableString.Invariant($"days since {origin:yyyy-MM-dd}")
            : string.Join(", ", parts.Select(p => p.ToString().ToLowerInvariant()));
        _notices.Add(TableNotice.Of(NoticeKind.Date, _text.NameOf(index), column.First.Line, $"{DateRule.Words(order)}, as {becomes}", column.Present));
        return Feature(index, column, ColumnKind.Date, becomes) with { Order = order, Parts = parts, Origin = origin };
    }

    private ColumnPlan Boolean(int index, ColumnSurvey column)
    {
        var words = column.Texts.Sorted().Select(t => t.Text).ToList();
        var (no, yes) = (words.Where(w => !IsYes(w)).ToList(), words.Where(IsYes).ToList());
        if ((no.Count == 0 || yes.Count == 0) && column.Missing == 0)
        {
            _notices.Add(TableNotice.Of(NoticeKind.Constant, _text.NameOf(index), column.First.Line, column.First.Text, column.Present));
        }

        var becomes = string.Join(", ", no.Select(w => $"{w} is 0").Concat(yes.Select(w => $"{w} is 1")));
        _notices.Add(TableNotice.Of(NoticeKind.Boolean, _text.NameOf(index), column.First.Line, becomes, column.Present));
        return Feature(index, column, ColumnKind.Boolean, becomes);
    }

    private static bool IsYes(string word) => BooleanWords.TryRead(System.Text.Encoding.UTF8.GetBytes(word), out var value) && value;

    private ColumnPlan Named(int index, ColumnSurvey column, ColumnKind kind)
    {
        var notice = kind == ColumnKind.Identifier ? NoticeKind.Identifier : NoticeKind.Text;
        _notices.Add(TableNotice.Of(notice, _text.NameOf(index), column.First.Line, column.First.Text, column.Texts.Count));
        return LeftOut(index, kind, kind == ColumnKind.Identifier ? "it names rows" : "texts that hardly repeat");
    }

    private ColumnPlan Feature(int index, ColumnSurvey column, ColumnKind kind, string reason) => new()
    {
        Index = index,
        Name = _text.Header[index],
        Kind = kind,
        Role = ColumnRole.Feature,
        Reason = reason,
        Indicator = _options.Missing.Indicator && column.Missing > 0,
    };

    private ColumnPlan LeftOut(int index, ColumnKind kind, string reason) =>
        new() { Index = index, Name = _text.Header[index], Kind = kind, Role = ColumnRole.LeftOut, Reason = reason };

    private static bool IsNearly(long count, ColumnSurvey column) => column.Present - count <= Math.Max(1, (1 - NearlyAll) * column.Present);

    private static ColumnKind Guess(ColumnSurvey column) =>
        column.Present == 0 ? ColumnKind.Empty
        : column.NotNumbers.Count == 0 ? ColumnKind.Number
        : CategoryRule.IsFew(column) ? ColumnKind.Category
        : ColumnKind.Text;
}
