using System.Globalization;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Units;

/// <summary>Numbers and counted things as people read them.</summary>
internal static class Wording
{
    /// <summary>For example <c>10,000</c>.</summary>
    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>For example <c>1 unit</c>, <c>2 units</c>.</summary>
    public static string Count(long n, string one, string? many = null) => Count(n) + " " + (n == 1 ? one : many ?? one + "s");

    /// <summary>A share from 0 to 1 as percent, never rounded to 0 % or 100 % if it is not.</summary>
    public static string Percent(double share)
    {
        var percent = share * 100;
        return percent switch
        {
            _ when !double.IsFinite(percent) => "unknown",
            > 0 and < 1 => percent.ToString("0." + new string('#', Math.Min(12, 1 - (int)Math.Floor(Math.Log10(percent)))), CultureInfo.InvariantCulture) + " %",
            > 99.9 and < 100 => "over 99.9 %",
            _ => percent.ToString("0.#", CultureInfo.InvariantCulture) + " %",
        };
    }

    /// <summary>Four significant digits at most, for example <c>0.1325</c>, <c>1.2E-06</c>.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "unknown" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A verdict as a word, for example <c>nearly dead</c>.</summary>
    public static string Name(UnitVerdict verdict) => verdict switch
    {
        UnitVerdict.Invalid => "not finite",
        UnitVerdict.Dead => "dead",
        UnitVerdict.NeverPositive => "never positive",
        UnitVerdict.NearlyDead => "nearly dead",
        UnitVerdict.Dormant => "dormant",
        UnitVerdict.Constant => "constant",
        UnitVerdict.AlwaysOn => "always on",
        _ => "healthy",
    };

    /// <summary>For example <c>units</c> or <c>channels</c>.</summary>
    public static string Units(this LayerResult layer) => layer.Kind == LayerKind.Dense ? "units" : "channels";

    /// <summary>For example <c>88 of 256 units (34.4 %)</c>.</summary>
    public static string Of(this LayerResult layer, int count) =>
        $"{Count(count)} of {Count(layer.Units)} {layer.Units()} ({Percent(count / (double)layer.Units)})";
}
