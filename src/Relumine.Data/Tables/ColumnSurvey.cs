using System.Text;
using Relumine.Data.Csv;
using Relumine.Data.Tables.Dates;
using Relumine.Data.Tables.Numbers;
using Relumine.Data.Tables.Texts;

namespace Relumine.Data.Tables;

/// <summary>What a column holds, gathered value by value in one pass; what it means is decided at the end, by the whole.</summary>
internal sealed class ColumnSurvey
{
    // A column that held nothing but numbers so far is hardly a category; if it turns out to be one, the file is gone through once more.
    private const int SettledRows = 1000;

    // Hours and months are written with a 0 before them, too.
    private const int ShortestCode = 3;

    private static readonly DateOrder[] s_orders = Enum.GetValues<DateOrder>();

    private readonly bool _countsAll;
    private readonly Dictionary<string, long> _marks = [];
    private readonly DateSurvey?[] _dates = new DateSurvey?[s_orders.Length];
    private readonly Func<ColumnSurvey> _another;
    private double _previous;
    private ColumnSurvey? _unitless;
    private byte[] _unit = [];
    private (int Least, int Most) _lengths = (int.MaxValue, 0);

    /// <summary>Prepares to gather.</summary>
    /// <param name="countsAll">Whether numbers are counted as texts to the end.</param>
    /// <param name="mostTexts">How many different texts are counted.</param>
    /// <param name="budget">The room for texts.</param>
    /// <param name="rows">Gets the text of each row while texts are counted; null where nobody will ask.</param>
    public ColumnSurvey(bool countsAll, int mostTexts, TextBudget budget, RowTexts? rows = null)
    {
        _countsAll = countsAll;
        _another = () => new(countsAll, mostTexts, budget);
        (Texts, Rows) = (new DistinctTexts(mostTexts, budget), rows);
    }

    /// <summary>The column as numbers, if all its values have the same unit behind them; otherwise as it is.</summary>
    public ColumnSurvey WithoutUnit
    {
        get
        {
            if (_unitless is not { } numbers || numbers.Present != Present)
            {
                return this;
            }

            (numbers.Missing, numbers.Unit) = (Missing, Encoding.UTF8.GetString(_unit));
            numbers.MissingLines.AddRange(MissingLines);
            foreach (var (mark, count) in _marks)
            {
                numbers._marks[mark] = count;
            }

            return numbers;
        }
    }

    /// <summary>The unit that was taken off all values; "" for none.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>Whether all are whole numbers of the same length of which some begin with 0, as codes do.</summary>
    public bool IsCode => LeadingZeros.Count > 0 && NotNumbers.Count == 0 && IsWhole && _lengths.Least == _lengths.Most && _lengths.Least >= ShortestCode;

    /// <summary>Values that are there.</summary>
    public long Present { get; private set; }

    /// <summary>Values that are missing, and the lines of the first few.</summary>
    public long Missing { get; private set; }

    public List<long> MissingLines { get; } = [];

    /// <summary>What stood for missing values, with counts; "" for an empty field.</summary>
    public IReadOnlyDictionary<string, long> Marks => _marks;

    /// <summary>The different texts. Numbers count only while the column is not settled.</summary>
    public DistinctTexts Texts { get; }

    /// <summary>The text of each row; null where that was not to be kept, or not all texts were counted.</summary>
    public RowTexts? Rows { get; private set; }

    /// <summary>Whether numbers were no longer counted as texts at some point.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Values that are numbers, and among them those that allow decimals with a point alone, with a comma alone, or both in different ways.</summary>
    public long Numbers { get; private set; }

    public Example OnlyPoint { get; } = new();

    public Example OnlyComma { get; } = new();

    public Example AmbiguousPoint { get; } = new();

    public Example AmbiguousComma { get; } = new();

    public Example Percents { get; } = new();

    public Example WithoutPercent { get; } = new();

    public Example Thousands { get; } = new();

    public Example LeadingZeros { get; } = new();

    public Example NotNumbers { get; } = new();

    public Example First { get; } = new();

    /// <summary>The currencies met, as bits.</summary>
    public int Currencies { get; private set; }

    /// <summary>The range with a point and with a comma for decimals.</summary>
    public (double Least, double Most) PointRange { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    public (double Least, double Most) CommaRange { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>The least and the largest number, how often they occur, and their neighbours.</summary>
    public ColumnExtremes Extremes { get; } = new();

    /// <summary>Whether the last number is the sum of the others.</summary>
    public ColumnTotal Total { get; } = new();

    /// <summary>Whether all numbers are whole, each is more than the one before, and each is the one before plus 1.</summary>
    public bool IsWhole { get; private set; } = true;

    public bool IsIncreasing { get; private set; } = true;

    public bool IsSequence { get; private set; } = true;

    /// <summary>The total length of the values and how many have a blank inside.</summary>
    public long Bytes { get; private set; }

    public long WithBlanks { get; private set; }

    /// <summary>How the values fit an order of dates; null if none does.</summary>
    public DateSurvey? Dates(DateOrder order) => _dates[(int)order];

    /// <summary>Takes a value.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="isMissing">Whether it stands for a missing value.</param>
    public void Add(ReadOnlySpan<byte> field, long line, bool isMissing)
    {
        if (isMissing)
        {
            AddMissing(field, line);
            return;
        }

        Present++;
        Bytes += field.Length;
        _lengths = (Math.Min(_lengths.Least, field.Length), Math.Max(_lengths.Most, field.Length));
        if (NotNumbers.Count > 0 && !Texts.Overflowed && IsKnownWord(field))
        {
            return;
        }

        First.Note(field, line);
        var number = NumberFormat.Read(field);
        if (number.IsNumber)
        {
            AddNumber(field, line, number);
            if (!_countsAll && NotNumbers.Count == 0 && Present > SettledRows)
            {
                (IsCut, Rows) = (true, null);
                return;
            }
        }
        else
        {
            NotNumbers.Note(field, line);
            WithBlanks += field.Contains((byte)' ') ? 1 : 0;
            AddDate(field, line);
            AddUnit(field, line);
        }

        AddText(field, line, isWord: !number.IsNumber && !MayBeDate(field));
    }

    /// <summary>What the column holds in some of the rows, of which the texts were kept: their texts and how many values are missing, nothing more.</summary>
    /// <param name="rows">For each row, whether it counts.</param>
    public ColumnSurvey Among(bool[] rows)
    {
        var (counts, some) = (new long[Texts.Count], new ColumnSurvey(true, int.MaxValue, new()));
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row] && Rows![row] is var text && text >= 0)
            {
                counts[text]++;
            }
            else if (rows[row])
            {
                some.Missing++;
            }
        }

        for (var text = 0; text < counts.Length; text++)
        {
            if (counts[text] > 0)
            {
                some.First.Note(Texts[text], Texts.LineOf(text));
                some.Present += counts[text];
                some.Texts.Add(Texts[text], Texts.LineOf(text), isWord: false, counts[text]);
            }
        }

        return some;
    }

    // A word that was met before is no number, no date and has no unit still: nothing more has to be found out about it.
    private bool IsKnownWord(ReadOnlySpan<byte> field)
    {
        if (_unitless is not null || Texts.FindWord(CsvFields.Unescaped(field)) is not (>= 0 and var place))
        {
            return false;
        }

        Texts.Repeat(place);
        Rows?.Add(place);
        NotNumbers.Repeat();
        WithBlanks += field.Contains((byte)' ') ? 1 : 0;
        return true;
    }

    private void AddText(ReadOnlySpan<byte> field, long line, bool isWord)
    {
        var place = Texts.Add(CsvFields.Unescaped(field), line, isWord);
        if (place is < 0 or >= RowTexts.Most)
        {
            Rows = null;
        }

        Rows?.Add(place);
    }

    private void AddMissing(ReadOnlySpan<byte> field, long line)
    {
        Missing++;
        Rows?.Add(-1);
        if (MissingLines.Count < 10)
        {
            MissingLines.Add(line);
        }

        var mark = field.Length == 0 ? "" : Encoding.UTF8.GetString(field);
        _marks[mark] = _marks.GetValueOrDefault(mark) + 1;
    }

    private void AddNumber(ReadOnlySpan<byte> field, long line, in NumberReading number)
    {
        Numbers++;
        if (number.IsPoint)
        {
            PointRange = (Math.Min(PointRange.Least, number.Point), Math.Max(PointRange.Most, number.Point));
        }

        if (number.IsComma)
        {
            CommaRange = (Math.Min(CommaRange.Least, number.Comma), Math.Max(CommaRange.Most, number.Comma));
        }

        var value = number.IsPoint ? number.Point : number.Comma;
        if (number.IsPoint != number.IsComma)
        {
            (number.IsPoint ? OnlyPoint : OnlyComma).Note(field, line);
        }

        Extremes.Add(value, field, line);
        Total.Add(value, line);
        IsWhole &= value == Math.Floor(value);
        IsSequence &= Numbers == 1 || value == _previous + 1;
        IsIncreasing &= Numbers == 1 || value > _previous;
        _previous = value;
        (number.IsPercent ? Percents : WithoutPercent).Note(field, line);
        if (number.IsAmbiguous)
        {
            (field.Contains((byte)',') ? AmbiguousComma : AmbiguousPoint).Note(field, line);
        }

        if (number.Currency > 0)
        {
            Currencies |= 1 << (number.Currency - 1);
        }

        if (field.Length > 1 && field[0] == '0' && (uint)(field[1] - '0') <= 9)
        {
            LeadingZeros.Note(field, line);
        }

        if (!number.IsPlain && !number.IsPercent && number.Currency == 0)
        {
            Thousands.Note(field, line);
        }
    }

    // The first value says which unit it is; at the first that has another there is none.
    private void AddUnit(ReadOnlySpan<byte> field, long line)
    {
        if (Present != 1 && _unitless is null)
        {
            return;
        }

        if (!UnitFormat.TrySplit(field, out var digits, out var unit) || !NumberFormat.Read(digits).IsNumber || (Present > 1 && !unit.SequenceEqual(_unit)))
        {
            _unitless = null;
            return;
        }

        _unit = Present == 1 ? unit.ToArray() : _unit;
        (_unitless ??= _another()).Add(digits, line, isMissing: false);
    }

    // Every order of dates begins with a digit, but for the durations of ISO 8601.
    private static bool MayBeDate(ReadOnlySpan<byte> field) => char.IsAsciiDigit((char)field[0]) || field[0] == (byte)'P';

    private void AddDate(ReadOnlySpan<byte> field, long line)
    {
        if (!MayBeDate(field))
        {
            return;
        }

        foreach (var order in s_orders)
        {
            if (DateFormat.TryRead(field, order, out var ticks))
            {
                (_dates[(int)order] ??= new()).Add(ticks, field.Contains((byte)'.') && order == DateOrder.DayFirst);
            }
        }
    }
}

/// <summary>How many values fit one order of dates, and their range.</summary>
internal sealed class DateSurvey
{
    public long Count { get; private set; }

    public long Least { get; private set; } = long.MaxValue;

    public long Most { get; private set; }

    /// <summary>How many have points between, which only dates with the day first have.</summary>
    public long Pointed { get; private set; }

    /// <summary>Differs between two orders unless every value means the same date in both.</summary>
    public long Sum { get; private set; }

    public void Add(long ticks, bool isPointed)
    {
        Count++;
        Sum = unchecked((Sum * 31) + ticks);
        Pointed += isPointed ? 1 : 0;
        (Least, Most) = (Math.Min(Least, ticks), Math.Max(Most, ticks));
    }
}

/// <summary>How often something was met, and the first time.</summary>
internal sealed class Example
{
    public long Count { get; private set; }

    public long Line { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Counts what was met before once more.</summary>
    public void Repeat() => Count++;

    public void Note(ReadOnlySpan<byte> field, long line)
    {
        if (Count++ == 0)
        {
            (Line, Text) = (line, TableNotice.Shown(CsvFields.Text(field[..Math.Min(field.Length, 256)])));
        }
    }
}
