namespace Relumine.Data.Tables.Numbers;

/// <summary>Whether the last number of a column is the sum of all before it, as in the line of totals under a report.</summary>
internal sealed class ColumnTotal
{
    // A total is far above what it sums, so that no last value is one by chance.
    private const double FarAbove = 4;

    // Sums of decimals are rounded where they are written.
    private const double Rounding = 1e-6;

    private double _sum;
    private double _most;
    private double _last;

    /// <summary>The line of the last number.</summary>
    public long Line { get; private set; }

    /// <summary>The last number, if it is the sum of all before it; null if not.</summary>
    public double? Value => Math.Abs(_last) > FarAbove * _most && Math.Abs(_last - _sum) <= Rounding * Math.Abs(_last) && _most > 0 ? _last : null;

    /// <summary>Takes the next number.</summary>
    public void Add(double value, long line)
    {
        _sum += _last;
        _most = Math.Max(_most, Math.Abs(_last));
        (_last, Line) = (value, line);
    }
}
