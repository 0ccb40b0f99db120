using Relumine.Engine.Training.Steps;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Training.Examining;

/// <summary>Judges the units of a layer by what was observed of them on the examined samples.</summary>
internal static class LayerExamination
{
    /// <summary>Firing on a smaller share of the samples than this is nearly dead.</summary>
    private const double Rare = 0.01;

    /// <summary>Whether a unit's z was finite and never left the side on which the slope is 0.</summary>
    public static bool IsDead(UnitStatistics seen, double? flatEdge, int unit) =>
        flatEdge is { } edge && seen.NonFinite[unit] == 0 && seen.Maximum[unit] <= edge;

    /// <summary>Counts the units of a layer by what is wrong with them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="flatEdge">Where its activation's flat side ends; null if it has none.</param>
    /// <param name="bornDead">Which units were dead at step 0; null at step 0 itself.</param>
    /// <param name="before">The record of the layer before; null for the first.</param>
    public static LayerRecord Examine(TrainedLayer layer, double? flatEdge, bool[]? bornDead, LayerRecord? before)
    {
        var seen = layer.Full;
        int dead = 0, born = 0, never = 0, nearly = 0, always = 0, invalid = 0;
        for (var unit = 0; unit < seen.Units; unit++)
        {
            if (IsDead(seen, flatEdge, unit))
            {
                dead++;
                born += bornDead is null || bornDead[unit] ? 1 : 0;
            }

            never += seen.Fired[unit] == 0 && seen.NonFinite[unit] == 0 ? 1 : 0;
            nearly += seen.Fired[unit] > 0 && seen.Fired[unit] < Rare * seen.Samples ? 1 : 0;
            always += seen.FiredEverywhere[unit] == seen.Samples && seen.Samples > 0 ? 1 : 0;
            invalid += seen.NonFinite[unit] > 0 ? 1 : 0;
        }

        var values = (double)seen.Values * seen.Units;
        var (mean, std) = Moments(seen);
        return new LayerRecord
        {
            Name = layer.Layer.Name,
            Activation = layer.Layer.Operator,
            Units = seen.Units,
            Dead = flatEdge is null ? null : dead,
            BornDead = flatEdge is null ? null : born,
            Killed = flatEdge is null ? null : dead - born,
            NeverPositive = never,
            NearlyDead = nearly,
            AlwaysOn = always,
            NonFinite = invalid,
            Sparsity = 1 - (seen.FiredPositions.Sum() / values),
            MeanPreActivation = mean,
            StdPreActivation = std,
            ForwardGain = before is null ? double.NaN : std / before.StdPreActivation,
            GradientRms = layer.GradientRms,
            GradientGain = double.NaN,
        };
    }

    // Around the mean of each unit first: then little cancels.
    private static (double Mean, double Std) Moments(UnitStatistics seen)
    {
        double count = 0, sum = 0, squares = 0;
        for (var unit = 0; unit < seen.Units; unit++)
        {
            var finite = seen.Values - seen.NonFinite[unit];
            if (finite > 0)
            {
                count += finite;
                sum += seen.Sum[unit];
            }
        }

        var mean = sum / count;
        for (var unit = 0; unit < seen.Units; unit++)
        {
            var finite = seen.Values - seen.NonFinite[unit];
            if (finite > 0)
            {
                var (deviation, distance) = (seen.StandardDeviation(unit), seen.Mean(unit) - mean);
                squares += finite * ((deviation * deviation) + (distance * distance));
            }
        }

        return (mean, Math.Sqrt(squares / count));
    }
}
