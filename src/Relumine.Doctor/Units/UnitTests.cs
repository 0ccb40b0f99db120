using Relumine.Kernels.Probes;

namespace Relumine.Doctor.Units;

/// <summary>The questions that an examination asks about each unit of a layer.</summary>
internal sealed class UnitTests
{
    private readonly UnitStatistics _seen;
    private readonly Thresholds _thresholds;
    private readonly double? _flatEdge;
    private readonly double _dormantBelow;

    /// <summary>Prepares the questions.</summary>
    /// <param name="flatEdge">Where the function's flat side ends; null if it has none.</param>
    /// <param name="seen">What a probe saw.</param>
    /// <param name="thresholds">What counts as much and as little.</param>
    public UnitTests(double? flatEdge, UnitStatistics seen, Thresholds thresholds)
    {
        (_seen, _thresholds, _flatEdge) = (seen, thresholds, flatEdge);
        var valid = Enumerable.Range(0, seen.Units).Where(u => !IsInvalid(u)).Select(seen.ActivationAbsoluteMean).ToArray();
        _dormantBelow = valid.Length == 0 ? double.NaN : thresholds.Units.Dormancy * valid.Average();
    }

    /// <summary>Whether the function has a side on which its slope is exactly 0.</summary>
    public bool CanDie => _flatEdge is not null;

    public bool IsInvalid(int unit) => _seen.NonFinite[unit] > 0;

    public bool IsNeverPositive(int unit) => IsExamined(unit) && _seen.FiredPositions[unit] == 0;

    /// <summary>
    /// The largest z, hence every z, lies where the slope is exactly 0. Where that side ends at or below 0 the unit never
    /// fired; a function that is flat further up (Thresholded ReLU) is silent there, too.
    /// </summary>
    public bool IsDead(int unit) => IsExamined(unit) && _seen.Maximum[unit] <= _flatEdge;

    public bool IsNearlyDead(int unit) =>
        IsExamined(unit) && !IsDead(unit) && _seen.Fired[unit] > 0 && _seen.Fired[unit] / (double)_seen.Samples < _thresholds.Units.NearlyDeadRate;

    public bool IsDormant(int unit) => IsExamined(unit) && _seen.ActivationAbsoluteMean(unit) <= _dormantBelow;

    public bool IsAlwaysOn(int unit) => IsExamined(unit) && !IsDead(unit) && _seen.FiredPositions[unit] == _seen.Values;

    /// <summary>
    /// From the sums, or from a range of z so narrow that no sum could show it: the deviation of |z| ≫ 1 is lost in Σz².
    /// </summary>
    public bool IsConstant(int unit)
    {
        if (!IsExamined(unit) || IsDead(unit) || _seen.Values < 2)
        {
            return false;
        }

        var tolerance = _thresholds.Units.ConstantDeviation * Math.Max(1, Math.Abs(_seen.ActivationMean(unit)));
        return _seen.ActivationStandardDeviation(unit) <= tolerance || _seen.Maximum[unit] == _seen.Minimum[unit];
    }

    public UnitVerdict Verdict(int unit) =>
        IsInvalid(unit) ? UnitVerdict.Invalid
        : IsDead(unit) ? UnitVerdict.Dead
        : IsNeverPositive(unit) && !CanDie ? UnitVerdict.NeverPositive
        : IsNearlyDead(unit) ? UnitVerdict.NearlyDead
        : IsDormant(unit) ? UnitVerdict.Dormant
        : IsConstant(unit) ? UnitVerdict.Constant
        : IsAlwaysOn(unit) ? UnitVerdict.AlwaysOn
        : UnitVerdict.Healthy;

    private bool IsExamined(int unit) => _seen.Samples > 0 && !IsInvalid(unit);
}
