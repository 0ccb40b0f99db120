using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Doctor.Runs;

/// <summary>Units that hardly pass a gradient because their function is nearly flat where they are.</summary>
internal static class Saturation
{
    // Where every function has become what it is at infinity.
    private const double FarOut = 50;

    /// <summary>Whether a function becomes nearly flat somewhere without being a rectifier that dies there.</summary>
    public static bool IsPossible(Activation function, Thresholds thresholds)
    {
        var limit = thresholds.Units.SaturatedSlope * LargestSlope(function);
        return FlatSide.Edge(function) is null && (Math.Abs(function.SlopeFromLeft(-FarOut)) < limit || Math.Abs(function.SlopeFromRight(FarOut)) < limit);
    }

    /// <summary>Counts the units of a layer whose slope is small on nearly all values, and the share of all values on which it is.</summary>
    /// <param name="function">The layer's function.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="inner">How many values of a unit follow each other: the positions of a channel, 1 where samples are rows of units.</param>
    /// <param name="z">The pre-activations of all samples.</param>
    /// <param name="thresholds">What counts as small, and as nearly all.</param>
    public static (int Units, double Share) Measure(Activation function, int units, int inner, ReadOnlySpan<float> z, Thresholds thresholds)
    {
        var limit = thresholds.Units.SaturatedSlope * LargestSlope(function);
        var flat = new long[units];
        for (var i = 0; i < z.Length; i++)
        {
            flat[i / inner % units] += Math.Abs(function.SlopeFromLeft(z[i])) < limit ? 1 : 0;
        }

        var values = z.Length / (double)units;
        return (flat.Count(f => f >= thresholds.Units.SaturatedSamples * values), flat.Sum() / (double)z.Length);
    }

    /// <summary>The first of the two numbers of <see cref="Measure"/>.</summary>
    public static int Count(Activation function, int units, int inner, ReadOnlySpan<float> z, Thresholds thresholds) =>
        Measure(function, units, inner, z, thresholds).Units;

    private static double LargestSlope(Activation function)
    {
        var largest = 0.0;
        for (var x = -6.0; x <= 6; x += 0.25)
        {
            largest = Math.Max(largest, Math.Abs(function.SlopeFromLeft(x)));
        }

        return largest;
    }
}
