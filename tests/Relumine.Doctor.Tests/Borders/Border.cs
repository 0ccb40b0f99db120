using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>A number of judgement and what it decides. There are two kinds: borders, on whose two sides verdicts differ, and doses, which are used as they
/// are.</summary>
/// <param name="Number">Which, e.g. <c>Layers.DeadInfo</c>.</param>
/// <param name="Says">What is said with some thresholds of an example in which what is measured is x.</param>
/// <param name="Below">An x right below the border.</param>
/// <param name="Above">An x right above it, or on it where that belongs to the side above.</param>
/// <param name="Expected">For a dose, what is said; null for a border.</param>
public sealed record Border(string Number, Func<Thresholds, double, string> Says, double Below, double Above, string? Expected = null)
{
    /// <summary>A number that is used as it is, so that what is said changes with it.</summary>
    public static Border Dose(string number, string expected, Func<Thresholds, string> says) => new(number, (t, _) => says(t), 0, 0, expected);

    /// <inheritdoc/>
    public override string ToString() => Number;
}
