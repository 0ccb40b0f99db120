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

    // No function of the catalogue is nearly flat on less than that.
    private const double Grain = 1.0 / 32;

    /// <summary>Whether a function becomes nearly flat somewhere without being a rectifier that dies there.</summary>
    public static bool IsPossible(Activation function, Thresholds thresholds)
    {
        var limit = thresholds.Units.SaturatedSlope * LargestSlope(function);
        return FlatSide.Edge(function) is null && (Math.Abs(function.SlopeFromLeft(-FarOut)) < limit || Math.Abs(function.SlopeFromRight(FarOut)) < limit);
    }

    /// <summary>
    /// The share of a layer's values that were nearly flat before the first update, where most were then and are at the end, and the network did not learn
    /// well; otherwise null. Sound weights begin with next to nothing there; networks that learned well may end there, and may have to.
    /// </summary>
    public static double? FromTheBeginning(CaseHistory run, LayerResult layer, Thresholds thresholds)
    {
        var limit = thresholds.Layers.SaturatedWarning;
        return run.Skill < thresholds.Training.GoodSkill
            && layer.SaturatedValues > limit
            && run.Start.FirstOrDefault(l => l.Name == layer.Name)?.SaturatedValues is { } began
            && began > limit
                ? began
                : null;
    }

    /// <summary>Counts the units of a layer whose slope is small on nearly all values, and the share of all values on which it is.</summary>
    /// <param name="function">The layer's function.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="inner">How many values of a unit follow each other: the positions of a channel, 1 where samples are rows of units.</param>
    /// <param name="z">The pre-activations of all samples.</param>
    /// <param name="thresholds">What counts as small, and as nearly all.</param>
    public static (int Units, double Share) Measure(Activation function, int units, int inner, ReadOnlySpan<float> z, Thresholds thresholds)
    {
        var (edges, flat) = (Edges(function, thresholds), new long[units]);
        for (var (first, unit) = (0, 0); first < z.Length; first += inner)
        {
            foreach (var value in z.Slice(first, inner))
            {
                // Behind an odd number of edges.
                var behind = 0;
                foreach (var edge in edges)
                {
                    behind += value >= edge ? 1 : 0;
                }

                flat[unit] += behind & 1;
            }

            unit = unit + 1 == units ? 0 : unit + 1;
        }

        var values = z.Length / (double)units;
        return (flat.Count(f => f >= thresholds.Units.SaturatedSamples * values), flat.Sum() / (double)z.Length);
    }

    /// <summary>The first of the two numbers of <see cref="Measure"/>.</summary>
    public static int Count(Activation function, int units, int inner, ReadOnlySpan<float> z, Thresholds thresholds) =>
        Measure(function, units, inner, z, thresholds).Units;

    // Where a function becomes nearly flat, where it does no more, and so on: there are few such places, and to compare with them takes much less than slopes.
    private static float[] Edges(Activation function, Thresholds thresholds)
    {
        var limit = thresholds.Units.SaturatedSlope * LargestSlope(function);
        bool IsFlat(double x) => Math.Abs(function.SlopeFromLeft(x)) < limit;
        List<float> edges = IsFlat(-FarOut) ? [float.NegativeInfinity] : [];
        for (var (x, was) = (-FarOut, IsFlat(-FarOut)); x < FarOut; x += Grain)
        {
            if (IsFlat(x + Grain) == was)
            {
                continue;
            }

            var (before, behind) = (x, x + Grain);
            while (behind - before > Grain / (1 << 24))
            {
                var middle = before + ((behind - before) / 2);
                (before, behind) = IsFlat(middle) == was ? (middle, behind) : (before, middle);
            }

            edges.Add((float)behind);
            was = !was;
        }

        return [.. edges];
    }

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
