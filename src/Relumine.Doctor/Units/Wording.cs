using System.Globalization;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Units;

/// <summary>Numbers and counted things as people read them.</summary>
internal static class Wording
{
    // More names than anybody reads in a sentence.
    private const int MostTold = 6;

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
            > 0 and < 1 => percent.ToString("0." + new string('#', Math.Min(12, 1 - (int)Math.Floor(Math.Log10(percent)))), CultureInfo.InvariantCulture)
                + " %",
            > 99.9 and < 100 => "over 99.9 %",
            _ => percent.ToString("0.#", CultureInfo.InvariantCulture) + " %",
        };
    }

    /// <summary>Four significant digits at most, for example <c>0.1325</c>, <c>1.2E-06</c>.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "unknown" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A loss that is not finite, by its name: <c>NaN</c>, <c>infinite</c>.</summary>
    public static string Loss(double value) => double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? "infinite" : Number(value);

    /// <summary>A number as rules say it, for example <c>1,000</c>, <c>1.4</c>, <c>0.001</c>, <c>1e-6</c>.</summary>
    public static string Amount(double value) => Math.Abs(value) is 0 or >= 1e-5
        ? value.ToString("#,0.#######", CultureInfo.InvariantCulture)
        : value.ToString("0.##e-0", CultureInfo.InvariantCulture);

    /// <summary>A share as a noun: <c>half</c>, or <c>40 %</c>.</summary>
    public static string Share(double share) => share == 0.5 ? "half" : Percent(share);

    /// <summary>For example <c>four times</c>, <c>12 times</c>.</summary>
    public static string Times(int n) => n switch { 2 => "twice", 4 => "four times", 8 => "eight times", _ => Count(n) + " times" };

    /// <summary>A factor as a noun, for example <c>a tenth</c>, <c>a hundredth</c>, <c>0.02</c>.</summary>
    public static string Part(double share) => share switch
    {
        0.1 => "a tenth",
        0.01 => "a hundredth",
        0.001 => "a thousandth",
        _ => Amount(share),
    };

    /// <summary>The first few of many things, for example <c>a, b, c, …</c>.</summary>
    public static string Several(IReadOnlyCollection<string> things) =>
        string.Join(", ", things.Take(MostTold)) + (things.Count > MostTold ? ", …" : "");

    /// <summary>The beginning of something, for example <c>the first tenth</c>.</summary>
    public static string First(double share) => "the first " + (share == 0.1 ? "tenth" : Percent(share));

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
