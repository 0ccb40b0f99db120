using System.Numerics;

namespace Relumine.Doctor.Runs;

/// <summary>Mean and deviation of every column, in two passes over the rows: to the bit what one column after the other gives, since each sum is taken in the
/// order of the rows, but without going through memory in leaps.</summary>
internal static class RowMoments
{
    /// <summary>Measures rows at equal distances.</summary>
    /// <param name="all">The samples, row by row.</param>
    /// <param name="size">The numbers of a row.</param>
    /// <param name="samples">The rows.</param>
    /// <param name="count">How many of them are measured.</param>
    public static (double Mean, double Deviation)[] Of(ReadOnlySpan<float> all, int size, int samples, int count)
    {
        var (means, squares) = (new double[size], new double[size]);
        ReadOnlySpan<float> Row(ReadOnlySpan<float> rows, int i) => rows.Slice((int)((long)i * samples / count * size), size);
        for (var i = 0; i < count; i++)
        {
            Add(Row(all, i), means);
        }

        for (var j = 0; j < size; j++)
        {
            means[j] /= count;
        }

        for (var i = 0; i < count; i++)
        {
            AddSquares(Row(all, i), means, squares);
        }

        return [.. means.Select((mean, j) => (mean, Math.Sqrt(squares[j] / count)))];
    }

    private static void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        var j = 0;
        for (; j <= row.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[j..]), out var low, out var high);
            (low + new Vector<double>(sums[j..])).CopyTo(sums[j..]);
            (high + new Vector<double>(sums[(j + Vector<double>.Count)..])).CopyTo(sums[(j + Vector<double>.Count)..]);
        }

        for (; j < row.Length; j++)
        {
            sums[j] += row[j];
        }
    }

    private static void AddSquares(ReadOnlySpan<float> row, ReadOnlySpan<double> means, Span<double> squares)
    {
        static void Add(Vector<double> values, ReadOnlySpan<double> means, Span<double> squares)
        {
            var off = values - new Vector<double>(means);
            (new Vector<double>(squares) + (off * off)).CopyTo(squares);
        }

        var j = 0;
        for (; j <= row.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            var next = j + Vector<double>.Count;
            Vector.Widen(new Vector<float>(row[j..]), out var low, out var high);
            Add(low, means[j..], squares[j..]);
            Add(high, means[next..], squares[next..]);
        }

        for (; j < row.Length; j++)
        {
            squares[j] += (row[j] - means[j]) * (row[j] - means[j]);
        }
    }
}
