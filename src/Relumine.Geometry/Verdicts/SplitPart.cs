namespace Relumine.Geometry.Verdicts;

/// <summary>A part of the box.</summary>
/// <param name="low">The smallest values.</param>
/// <param name="high">The largest.</param>
/// <param name="open">The targets that are not bounded on it.</param>
/// <param name="excess">By target, how far its sum may go beyond its knot.</param>
internal sealed class SplitPart(double[] low, double[] high, int[] open, double[] excess)
{
    /// <summary>The smallest value of each input.</summary>
    public double[] Low { get; } = low;

    /// <summary>The largest.</summary>
    public double[] High { get; } = high;

    /// <summary>The targets whose claims do not follow on it.</summary>
    public int[] Open { get; set; } = open;

    /// <summary>By target, how far its sum may go beyond its knot, as far as is known.</summary>
    public double[] Excess { get; } = excess;

    /// <summary>Whether it was looked at.</summary>
    public bool IsBounded { get; set; }

    /// <summary>How many times to halve it before it is looked at closely again.</summary>
    public int Wait { get; set; }

    /// <summary>The input to halve.</summary>
    public int Split { get; set; }
}
