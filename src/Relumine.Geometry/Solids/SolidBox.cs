namespace Relumine.Geometry.Solids;

/// <summary>A box of three inputs.</summary>
/// <param name="Low">The smallest value of each.</param>
/// <param name="High">The largest.</param>
public sealed record SolidBox(IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>The same range for each input.</summary>
    public SolidBox(double low, double high)
        : this([low, low, low], [high, high, high])
    {
    }

    /// <summary>The product of its sides.</summary>
    public double Volume => Low.Zip(High, (a, b) => b - a).Aggregate(1.0, (v, side) => v * side);

    /// <summary>The smallest value of each, one for each dimension.</summary>
    public IReadOnlyList<double> Low { get; } = Three(Low, nameof(Low));

    /// <summary>The largest value of each.</summary>
    public IReadOnlyList<double> High { get; } = Three(High, nameof(High));

    private static IReadOnlyList<double> Three(IReadOnlyList<double> ends, string name)
    {
        ArgumentNullException.ThrowIfNull(ends, name);
        return ends.Count == 3 ? ends : throw new ArgumentException($"A box of three inputs has three ends a side, not {ends.Count}.", name);
    }
}
