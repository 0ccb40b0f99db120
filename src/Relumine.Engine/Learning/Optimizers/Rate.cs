using System.Runtime.CompilerServices;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>Checks the rates of an optimizer where they are given.</summary>
internal static class Rate
{
    /// <summary>A finite number from 0 on.</summary>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number from 0 on.");

    /// <summary>A number from 0 to below 1.</summary>
    public static double Fraction(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 0 to below 1.");

    /// <summary>A positive number that is not 0 in float either: it keeps 0/0 away from weights that never had a gradient.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value >= 1e-37 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of at least 1e-37.");
}
