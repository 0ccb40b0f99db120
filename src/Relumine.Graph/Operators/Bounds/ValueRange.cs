namespace Relumine.Graph.Operators.Bounds;

/// <summary>What a value is known to lie between, for every input: element by element along the axis of its units, or as a whole.</summary>
/// <param name="Low">The lower bounds; one if they hold for the whole value.</param>
/// <param name="High">The upper bounds, as many.</param>
internal sealed record ValueRange(double[] Low, double[] High)
{
    /// <summary>Nothing is known.</summary>
    public static ValueRange Unknown { get; } = Whole(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The number of bounds.</summary>
    public int Length => Low.Length;

    /// <summary>One range for the whole value.</summary>
    public static ValueRange Whole(double low, double high) => new([low], [high]);

    /// <summary>The range of element <paramref name="i"/> along the axis of the units.</summary>
    public Interval this[int i] => Length == 1 ? new(Low[0], High[0]) : new(Low[i], High[i]);

    /// <summary>The range of all elements together.</summary>
    public ValueRange Hull => Length == 1 ? this : Whole(Low.Min(), High.Max());

    /// <summary>The ranges without bounds beyond what a type holds: such a number would be stored as infinite.</summary>
    public ValueRange Stored(double largest) =>
        Of(Length, i => new(this[i].Low < -largest ? double.NegativeInfinity : this[i].Low, this[i].High > largest ? double.PositiveInfinity : this[i].High));

    /// <summary>Ranges made one by one; NaN bounds say nothing.</summary>
    public static ValueRange Of(int length, Func<int, Interval> range)
    {
        var result = new ValueRange(new double[length], new double[length]);
        for (var i = 0; i < length; i++)
        {
            var (low, high) = range(i);
            (result.Low[i], result.High[i]) = (double.IsNaN(low) ? double.NegativeInfinity : low, double.IsNaN(high) ? double.PositiveInfinity : high);
        }

        return result;
    }
}
