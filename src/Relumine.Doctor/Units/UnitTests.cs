using Relumine.Engine.Program;
using Relumine.Kernels.Probes;

namespace Relumine.Doctor.Units;

/// <summary>The questions that an examination asks about each unit of a layer: those of training, and what is asked only here.</summary>
internal sealed class UnitTests
{
    private readonly UnitStatistics _seen;
    private readonly Thresholds _thresholds;
    private readonly UnitExamination _units;
    private readonly double _dormantBelow;

    /// <summary>Prepares the questions.</summary>
    /// <param name="flatEdge">Where the function's flat side ends; null if it has none.</param>
    /// <param name="seen">What a probe saw.</param>
    /// <param name="thresholds">What counts as much and as little.</param>
    /// <param name="canDie">Which units have the flat side; null for all.</param>
    public UnitTests(double? flatEdge, UnitStatistics seen, Thresholds thresholds, bool[]? canDie = null)
    {
        (_seen, _thresholds) = (seen, thresholds);
        _units = new(flatEdge, seen, thresholds.Units.NearlyDeadRate, canDie);
        var valid = Enumerable.Range(0, seen.Units).Where(u => !IsInvalid(u)).Select(seen.ActivationAbsoluteMean).ToArray();
        _dormantBelow = valid.Length == 0 ? double.NaN : thresholds.Units.Dormancy * valid.Average();
    }

    /// <summary>Whether the function has a side on which its slope is exactly 0.</summary>
    public bool CanDie => _units.CanDie;

    /// <inheritdoc cref="UnitExamination.IsInvalid"/>
    public bool IsInvalid(int unit) => _units.IsInvalid(unit);

    /// <inheritdoc cref="UnitExamination.IsNeverPositive"/>
    public bool IsNeverPositive(int unit) => _units.IsNeverPositive(unit);

    /// <inheritdoc cref="UnitExamination.IsDead"/>
    public bool IsDead(int unit) => _units.IsDead(unit);

    /// <inheritdoc cref="UnitExamination.IsNearlyDead"/>
    public bool IsNearlyDead(int unit) => _units.IsNearlyDead(unit);

    /// <inheritdoc cref="UnitExamination.IsAlwaysOn"/>
    public bool IsAlwaysOn(int unit) => _units.IsAlwaysOn(unit);

    public bool IsDormant(int unit) => _units.IsExamined(unit) && _seen.ActivationAbsoluteMean(unit) <= _dormantBelow;

    /// <summary>
    /// From the sums, or from a range of z so narrow that no sum could show it: the deviation of |z| ≫ 1 is lost in Σz².
    /// </summary>
    public bool IsConstant(int unit)
    {
        if (!_units.IsExamined(unit) || IsDead(unit) || _seen.Values < 2)
        {
            return false;
        }

        var tolerance = _thresholds.Units.ConstantDeviation * Math.Max(1, Math.Abs(_seen.ActivationMean(unit)));
        return _seen.ActivationStandardDeviation(unit) <= tolerance || _seen.Maximum[unit] == _seen.Minimum[unit];
    }

    public UnitVerdict Verdict(int unit) =>
        IsInvalid(unit) ? UnitVerdict.Invalid
        : IsDead(unit) ? UnitVerdict.Dead
        : IsNeverPositive(unit) && !_units.UnitCanDie(unit) ? UnitVerdict.NeverPositive
        : IsNearlyDead(unit) ? UnitVerdict.NearlyDead
        : IsDormant(unit) ? UnitVerdict.Dormant
        : IsConstant(unit) ? UnitVerdict.Constant
        : IsAlwaysOn(unit) ? UnitVerdict.AlwaysOn
        : UnitVerdict.Healthy;
}
