namespace Relumine.Geometry.Verdicts;

/// <summary>A range for each element of a sample: the inputs that a proof speaks of.</summary>
public sealed class InputBox
{
    /// <summary>Takes the bounds; they are copied.</summary>
    /// <param name="low">The smallest value of each element.</param>
    /// <param name="high">The largest.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a bound is not finite, or a smallest value is above the largest.</exception>
    public InputBox(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        if (low.Length != high.Length)
        {
            throw new ArgumentException($"{low.Length} smallest values are given and {high.Length} largest.", nameof(high));
        }

        for (var i = 0; i < low.Length; i++)
        {
            if (!(low[i] <= high[i] && double.IsFinite(low[i]) && double.IsFinite(high[i])))
            {
                throw new ArgumentException(FormattableString.Invariant($"Element {i} would go from {low[i]} to {high[i]}."), nameof(low));
            }
        }

        (Low, High) = (low.ToArray(), high.ToArray());
    }

    /// <summary>The same range for every element.</summary>
    public InputBox(int inputs, double low, double high)
        : this(Enumerable.Repeat(low, inputs).ToArray(), Enumerable.Repeat(high, inputs).ToArray())
    {
    }

    /// <summary>The smallest value of each element.</summary>
    public IReadOnlyList<double> Low { get; }

    /// <summary>The largest value of each element.</summary>
    public IReadOnlyList<double> High { get; }

    /// <summary>The number of elements.</summary>
    public int Inputs => Low.Count;

    internal double[] Lows => (double[])Low;

    internal double[] Highs => (double[])High;

    /// <summary>Whether a sample lies in it.</summary>
    public bool Contains(ReadOnlySpan<double> x)
    {
        var isInside = x.Length == Inputs;
        for (var i = 0; isInside && i < x.Length; i++)
        {
            isInside = x[i] >= Low[i] && x[i] <= High[i];
        }

        return isInside;
    }

    /// <summary>The sample of numbers that float32 holds nearest to a point, within the box where the box has one.</summary>
    internal double[] Single(ReadOnlySpan<double> x)
    {
        var single = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var f = (float)x[i];
            f = f > High[i] ? MathF.BitDecrement(f) : f < Low[i] ? MathF.BitIncrement(f) : f;
            single[i] = f;
        }

        return single;
    }
}
