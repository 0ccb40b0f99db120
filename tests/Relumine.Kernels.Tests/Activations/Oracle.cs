using System.Globalization;
using Relumine.Testing;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>A value of a function, known to many digits: the nearest double, and what is missing in units of its last place.</summary>
internal sealed record Oracle(double X, double Nearest, double Rest)
{
    public static IReadOnlyList<Oracle> Read(string name) =>
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Relumine.Kernels.Tests", "Oracles", name + ".csv"))
                .Where(line => !line.StartsWith('#'))
                .Select(line =>
                    Array.ConvertAll(
                        line.Replace("inf", "Infinity", StringComparison.Ordinal).Split(','),
                        field => double.Parse(field, CultureInfo.InvariantCulture)
                    )
                )
                .Select(f => new Oracle(f[0], f[1], f[2])),
        ];

    /// <summary>How far a double is off, in ulp of the right value.</summary>
    public double ErrorOf(double y) =>
        double.IsInfinity(Nearest) || !double.IsFinite(y)
            ? y == Nearest ? 0 : double.PositiveInfinity
            : Math.Abs((y - Nearest) / (Math.BitIncrement(Math.Abs(Nearest)) - Math.Abs(Nearest)) - Rest);

    /// <summary>How far a float is off, in ulp of the right value.</summary>
    public double ErrorOf(float y)
    {
        if (!float.IsFinite(y) || float.IsInfinity((float)Nearest))
        {
            return y == (float)Nearest ? 0 : double.PositiveInfinity;
        }

        var ulp = Nearest == 0 ? float.Epsilon : Math.ScaleB(1, Math.Max(Math.ILogB(Nearest) - 23, -149));
        return Math.Abs(y - Nearest) / ulp;
    }
}

internal static class Bits
{
    /// <summary>Equal bit for bit, where every NaN counts as the same.</summary>
    public static bool Same(double a, double b) =>
        (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    /// <inheritdoc cref="Same(double, double)"/>
    public static bool Same(float a, float b) =>
        (float.IsNaN(a) && float.IsNaN(b)) || BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b);
}
