using System.Numerics;
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
    /// <param name="edges">Between which numbers the layer's function is nearly flat: its <see cref="Edges"/>.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="inner">How many values of a unit follow each other: the positions of a channel, 1 where samples are rows of units.</param>
    /// <param name="z">The pre-activations of all samples.</param>
    /// <param name="thresholds">What counts as nearly all.</param>
    public static (int Units, double Share) Measure(ReadOnlySpan<float> edges, int units, int inner, ReadOnlySpan<float> z, Thresholds thresholds)
    {
        var flat = new int[units];
        if (inner == 1)
        {
            for (var first = 0; first < z.Length; first += units)
            {
                AddRow(edges, z.Slice(first, units), flat);
            }
        }
        else
        {
            for (var (first, unit) = (0, 0); first < z.Length; first += inner)
            {
                flat[unit] += CountFlat(edges, z.Slice(first, inner));
                unit = unit + 1 == units ? 0 : unit + 1;
            }
        }

        var values = z.Length / (double)units;
        return (flat.Count(f => f >= thresholds.Units.SaturatedSamples * values), flat.Sum(f => (long)f) / (double)z.Length);
    }

    /// <summary>Where a function becomes nearly flat, where it does no more, and so on: there are few such places, and to compare with them takes much less
    /// than slopes.</summary>
    public static float[] Edges(Activation function, Thresholds thresholds)
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

    // One value of each unit. Nearly flat is what lies behind an odd number of edges.
    private static void AddRow(ReadOnlySpan<float> edges, ReadOnlySpan<float> row, Span<int> flat)
    {
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // A lane that is true is −1.
            (new Vector<int>(flat[i..]) - Behind(edges, new Vector<float>(row[i..]))).CopyTo(flat[i..]);
        }

        for (; i < row.Length; i++)
        {
            flat[i] += IsBehind(edges, row[i]);
        }
    }

    private static int CountFlat(ReadOnlySpan<float> edges, ReadOnlySpan<float> values)
    {
        var (i, many) = (0, Vector<int>.Zero);
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            many -= Behind(edges, new Vector<float>(values[i..]));
        }

        var count = Vector.Sum(many);
        for (; i < values.Length; i++)
        {
            count += IsBehind(edges, values[i]);
        }

        return count;
    }

    private static Vector<int> Behind(ReadOnlySpan<float> edges, Vector<float> values)
    {
        var behind = Vector<int>.Zero;
        foreach (var edge in edges)
        {
            behind ^= Vector.GreaterThanOrEqual(values, new Vector<float>(edge));
        }

        return behind;
    }

    private static int IsBehind(ReadOnlySpan<float> edges, float value)
    {
        var behind = 0;
        foreach (var edge in edges)
        {
            behind ^= value >= edge ? 1 : 0;
        }

        return behind;
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
