using Relumine.Kernels.Probes;

namespace Relumine.Engine.Program;

/// <summary>What is said of each unit of a layer from what was observed of it: the only judge of that, in training logs and for the doctor.</summary>
/// <param name="flatEdge">Where the function's flat side ends; null if it has none.</param>
/// <param name="seen">What a probe saw.</param>
/// <param name="nearlyDeadRate">Of the samples: firing on a smaller share than this is nearly dead.</param>
/// <param name="canDie">Which units have the flat side; null for all.</param>
internal sealed class UnitExamination(double? flatEdge, UnitStatistics seen, double nearlyDeadRate = UnitExamination.NearlyDeadRate, bool[]? canDie = null)
{
    /// <summary>Of the samples: firing on a smaller share than this is nearly dead, unless somebody says otherwise.</summary>
    public const double NearlyDeadRate = 0.01;

    /// <summary>Whether the function has a side on which its slope is exactly 0.</summary>
    public bool CanDie => flatEdge is not null;

    /// <summary>Whether this unit has it.</summary>
    public bool UnitCanDie(int unit) => CanDie && (canDie?[unit] ?? true);

    /// <summary>Whether z was once no finite number.</summary>
    public bool IsInvalid(int unit) => seen.NonFinite[unit] > 0;

    /// <summary>Whether there is anything to judge by.</summary>
    public bool IsExamined(int unit) => seen.Samples > 0 && !IsInvalid(unit);

    /// <summary>Whether z was never above 0.</summary>
    public bool IsNeverPositive(int unit) => IsExamined(unit) && seen.FiredPositions[unit] == 0;

    /// <summary>
    /// The largest z, hence every z, lies where the slope is exactly 0. Where that side ends at or below 0 the unit never
    /// fired; a function that is flat further up (Thresholded ReLU) is silent there, too.
    /// </summary>
    public bool IsDead(int unit) => IsExamined(unit) && UnitCanDie(unit) && seen.Maximum[unit] <= flatEdge;

    /// <summary>Whether it fired, but hardly ever.</summary>
    public bool IsNearlyDead(int unit) =>
        IsExamined(unit) && !IsDead(unit) && seen.Fired[unit] > 0 && seen.Fired[unit] / (double)seen.Samples < nearlyDeadRate;

    /// <summary>Whether z was above 0 wherever it was seen.</summary>
    public bool IsAlwaysOn(int unit) => IsExamined(unit) && !IsDead(unit) && seen.FiredPositions[unit] == seen.Values;

    /// <summary>Counts the units of which something is true.</summary>
    public int Count(Func<int, bool> isSo) => Enumerable.Range(0, seen.Units).Count(isSo);
}
