using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Training.Examining;

/// <summary>Judges the units of a layer by what was observed of them on the examined samples.</summary>
internal static class LayerExamination
{
    /// <summary>Counts the units of a layer by what is wrong with them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="flatEdge">Where its activation's flat side ends; null if it has none.</param>
    /// <param name="bornDead">Which units were dead at step 0; null at step 0 itself.</param>
    /// <param name="before">The record of the layer before; null for the first.</param>
    public static LayerRecord Examine(TrainedLayer layer, double? flatEdge, bool[]? bornDead, LayerRecord? before)
    {
        var seen = layer.Full;
        var units = new UnitExamination(flatEdge, seen);
        var dead = units.Count(units.IsDead);
        var born = bornDead is null ? dead : units.Count(u => units.IsDead(u) && bornDead[u]);
        var values = (double)seen.Values * seen.Units;
        var moments = PooledMoments.Of(seen);
        return new LayerRecord
        {
            Name = layer.Layer.Name,
            Activation = layer.Layer.Operator,
            Units = seen.Units,
            Dead = units.CanDie ? dead : null,
            BornDead = units.CanDie ? born : null,
            Killed = units.CanDie ? dead - born : null,
            DeadUnits = units.CanDie && seen.Units <= UnitRanges.MostUnits ? UnitRanges.Write(Enumerable.Range(0, seen.Units).Where(units.IsDead)) : null,
            NeverPositive = units.Count(units.IsNeverPositive),
            NearlyDead = units.Count(units.IsNearlyDead),
            AlwaysOn = units.Count(units.IsAlwaysOn),
            NonFinite = units.Count(units.IsInvalid),
            Sparsity = 1 - (seen.FiredPositions.Sum() / values),
            MeanPreActivation = moments.Mean,
            StdPreActivation = moments.Std,
            ForwardGain = before is null ? double.NaN : moments.Std / before.StdPreActivation,
            GradientRms = layer.GradientRms,
            GradientGain = double.NaN,
        };
    }
}
