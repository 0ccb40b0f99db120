using System.Text;

namespace Relumine.Data.Tables.Numbers;

/// <summary>
/// The least and the largest number of a column with their neighbours, which show numbers that stand for missing values: −999, 9999 and the like, several
/// times, farther from all other numbers than those are from each other.
/// </summary>
internal sealed class ColumnExtremes
{
    private const long Several = 2;
    private const int LeastBelow = 9;
    private const int LeastAbove = 99;

    private End _least = new(double.PositiveInfinity, double.PositiveInfinity);
    private End _most = new(double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Takes a number.</summary>
    public void Add(double value, ReadOnlySpan<byte> field, long line)
    {
        if (value <= _least.Value)
        {
            _least = Next(_least, value, field, line);
        }
        else if (value < _least.Neighbour)
        {
            _least = _least with { Neighbour = value };
        }

        if (value >= _most.Value)
        {
            _most = Next(_most, value, field, line);
        }
        else if (value > _most.Neighbour)
        {
            _most = _most with { Neighbour = value };
        }
    }

    /// <summary>The number that seems to stand for missing values, as it is written first, and how many there are; null if none does.</summary>
    public (string Text, long Line, long Count)? Sentinel()
    {
        if (-_least.Value >= LeastBelow && IsAlone(_least, _most.Value))
        {
            return (_least.Text, _least.Line, _least.Count);
        }

        return _most.Value >= LeastAbove && IsAlone(_most, _least.Value) ? (_most.Text, _most.Line, _most.Count) : null;
    }

    private static End Next(End end, double value, ReadOnlySpan<byte> field, long line) => value == end.Value
        ? end with { Count = end.Count + 1 }
        : new(value, end.Value) { Count = 1, Line = line, Text = IsNines(value) ? Encoding.UTF8.GetString(field) : "" };

    private static bool IsAlone(End end, double other) =>
        end.Text.Length > 0 && end.Count >= Several && other != end.Neighbour && Math.Abs(end.Value - end.Neighbour) > Math.Abs(end.Neighbour - other);

    // 9, 99, 999, …, of either sign.
    private static bool IsNines(double value)
    {
        var next = Math.Abs(value) + 1;
        return next is >= 10 and <= 1e9 && Math.Pow(10, Math.Round(Math.Log10(next))) == next;
    }

    private readonly record struct End(double Value, double Neighbour)
    {
        public long Count { get; init; }

        public long Line { get; init; }

        public string Text { get; init; } = "";
    }
}
