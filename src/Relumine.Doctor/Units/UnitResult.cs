namespace Relumine.Doctor.Units;

/// <summary>What was observed of one unit.</summary>
/// <param name="Index">Its index in the layer.</param>
/// <param name="Verdict">The gravest of what was observed.</param>
/// <param name="FiringRate">The share of samples on which it fired, from 0 to 1.</param>
/// <param name="LargestPreActivation">The largest z; −∞ if there was none.</param>
/// <param name="MeanPreActivation">The mean of z; NaN if there was none.</param>
public readonly record struct UnitResult(
    int Index,
    UnitVerdict Verdict,
    double FiringRate,
    double LargestPreActivation,
    double MeanPreActivation)
{
    /// <summary>The activation, where z was the very same number on every sample and at every position; otherwise NaN.</summary>
    internal double Constant { get; init; }

    /// <summary>The smallest z; +∞ if there was none.</summary>
    internal double SmallestPreActivation { get; init; }

    /// <summary>Whether z was above 0 everywhere on every sample.</summary>
    internal bool IsAlwaysOn { get; init; }

    /// <summary>The share of samples of each class on which it fired, if the audit was asked for it; otherwise null.</summary>
    public IReadOnlyList<double>? FiringRateByClass { get; init; }
}
