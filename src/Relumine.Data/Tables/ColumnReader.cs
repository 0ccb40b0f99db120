using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Tables.Dates;
using Relumine.Data.Tables.Numbers;
using Relumine.Data.Tables.Texts;

namespace Relumine.Data.Tables;

/// <summary>Turns the values of one column into features, by its plan.</summary>
/// <param name="text">The file, for messages.</param>
/// <param name="plan">What becomes of the column.</param>
/// <param name="index">Where it stands in this file.</param>
internal abstract class ColumnReader(TableText text, ColumnPlan plan, int index)
{
    private readonly int _indicator = plan.Indicator ? plan.Features.Count - 1 : -1;

    /// <summary>The number of features.</summary>
    public int Width { get; } = plan.Features.Count;

    /// <summary>Values that were missing, and the line of the first.</summary>
    public Example Missing { get; } = new();

    /// <summary>Categories that were not there when the plan was made.</summary>
    public Example New { get; } = new();

    protected TableText Text => text;

    protected ColumnPlan Plan => plan;

    protected int Index => index;

    /// <summary>The reader of a column.</summary>
    public static ColumnReader Of(TableText text, ColumnPlan plan, int index) => plan.Kind switch
    {
        ColumnKind.Number => new NumberColumn(text, plan, index),
        ColumnKind.Boolean => new BooleanColumn(text, plan, index),
        ColumnKind.Date => new DateColumn(text, plan, index),
        ColumnKind.OrderedCategory => new OrderedColumn(text, plan, index),
        _ => new CategoryColumn(text, plan, index),
    };

    /// <summary>Writes the features of a value; they are 0 before.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="line">Its line.</param>
    /// <param name="isMissing">Whether it stands for a missing value.</param>
    /// <param name="features">The features of the column.</param>
    public void Read(ReadOnlySpan<byte> field, long line, bool isMissing, Span<float> features)
    {
        if (!isMissing)
        {
            Write(field, line, features);
            return;
        }

        Missing.Note(field, line);
        WriteMissing(features);
        if (_indicator >= 0)
        {
            features[_indicator] = 1;
        }
    }

    protected abstract void Write(ReadOnlySpan<byte> field, long line, Span<float> features);

    // What fills it is learned when all is read; until then it is marked.
    protected virtual void WriteMissing(Span<float> features)
    {
        for (var i = 0; i < Width - (_indicator < 0 ? 0 : 1); i++)
        {
            features[i] = plan.Fills.Count > i ? (float)plan.Fills[i] : float.NaN;
        }
    }

    private sealed class NumberColumn(TableText text, ColumnPlan plan, int index) : ColumnReader(text, plan, index)
    {
        private readonly bool _isComma = plan.DecimalComma;
        private readonly bool _isPercent = plan.Percent;
        private readonly byte[] _unit = Encoding.UTF8.GetBytes(plan.Unit ?? "");
        private readonly double _offset = plan.Offset;

        protected override void Write(ReadOnlySpan<byte> field, long line, Span<float> features)
        {
            if (!NumberFormat.TryRead(UnitFormat.Without(field, _unit), _isComma, _isPercent, out var value))
            {
                throw Text.Fail(
                    Index,
                    line,
                    $"{DataError.Quote(field)} is not a number{(_isPercent ? " in percent" : "")}"
                        + $"{(_unit.Length > 0 ? $" in {TableNotice.Shown(Plan.Unit!)}" : "")}{(_isComma ? " with a comma for decimals" : "")}, as the "
                        + $"column has elsewhere."
                );
            }

            features[0] = (float)(value - _offset);
            if (!float.IsFinite(features[0]))
            {
                throw Text.Fail(
                    Index,
                    line,
                    $"the value is {(double.IsNaN(value) ? "NaN" : "infinite, or too large for 32 bits")}; data must be finite. "
                        + $"Remove the row or fill in the value."
                );
            }
        }
    }

    private sealed class BooleanColumn(TableText text, ColumnPlan plan, int index) : ColumnReader(text, plan, index)
    {
        protected override void Write(ReadOnlySpan<byte> field, long line, Span<float> features) =>
            features[0] = BooleanWords.TryRead(field, out var value) ? (value ? 1 : 0)
                : throw Text.Fail(Index, line, $"{DataError.Quote(field)} is neither yes nor no, as the column has elsewhere.");
    }

    private sealed class DateColumn(TableText text, ColumnPlan plan, int index) : ColumnReader(text, plan, index)
    {
        private readonly DateOrder _order = plan.Order!.Value;
        private readonly DatePart[] _parts = [.. plan.Parts];
        private readonly long _origin = plan.Origin?.Ticks ?? 0;

        protected override void Write(ReadOnlySpan<byte> field, long line, Span<float> features)
        {
            if (!DateFormat.TryRead(field, _order, out var ticks))
            {
                throw Text.Fail(Index, line, $"{DataError.Quote(field)} is none of the {DateRule.Words(_order)}, which the column has elsewhere.");
            }

            var date = new DateTime(ticks);
            for (var i = 0; i < _parts.Length; i++)
            {
                features[i] = _parts[i] switch
                {
                    DatePart.Year => date.Year,
                    DatePart.Month => date.Month,
                    DatePart.Day => date.Day,
                    DatePart.Weekday => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek,
                    DatePart.Hour when _order == DateOrder.Duration => (float)((double)ticks / TimeSpan.TicksPerHour),
                    DatePart.Hour => (float)date.TimeOfDay.TotalHours,
                    _ => (float)((double)(ticks - _origin) / TimeSpan.TicksPerDay),
                };
            }
        }
    }

    private sealed class OrderedColumn(TableText text, ColumnPlan plan, int index) : ColumnReader(text, plan, index)
    {
        private readonly TextIndex _places = new(plan.Categories);

        protected override void Write(ReadOnlySpan<byte> field, long line, Span<float> features) =>
            features[0] = _places.Find(field) is >= 0 and var place
                ? place
                : throw Text.Fail(
                    Index,
                    line,
                    $"{DataError.Quote(field)} is not in the order that was given: {string.Join(", ", Plan.Categories.Select(TableNotice.Shown))}."
                );
    }

    private sealed class CategoryColumn : ColumnReader
    {
        private readonly TextIndex _categories;
        private readonly TextIndex _rare;
        private readonly int _other;
        private readonly int _missing;

        public CategoryColumn(TableText text, ColumnPlan plan, int index)
            : base(text, plan, index)
        {
            (_categories, _rare) = (new(plan.Categories), new(plan.Rare));
            _other = plan.Other ? plan.Categories.Count : -1;
            _missing = plan.MissingFeature;
        }

        protected override void Write(ReadOnlySpan<byte> field, long line, Span<float> features)
        {
            var place = _categories.Find(field);
            if (place < 0)
            {
                place = _other;
                if (_rare.Find(field) < 0)
                {
                    New.Note(field, line);
                }
            }

            if (place >= 0)
            {
                features[place] = 1;
            }
        }

        protected override void WriteMissing(Span<float> features)
        {
            if (_missing >= 0)
            {
                features[_missing] = 1;
            }
        }
    }
}
