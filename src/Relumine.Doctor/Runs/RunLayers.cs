using Relumine.Doctor.Checkups;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;

namespace Relumine.Doctor.Runs;

/// <summary>Joins what close looks and the trainer's own records saw.</summary>
internal static class RunLayers
{
    /// <summary>The layers at the end, with what became of the units since the beginning.</summary>
    public static IReadOnlyList<LayerResult> Tell(IReadOnlyList<LayerResult> start, IReadOnlyList<LayerResult> end, IReadOnlyList<EpochRecord> records) =>
        [.. end.Select((layer, i) => layer.Dead is null ? layer : layer with
        {
            BornDead = layer.DeadUnits.Intersect(start[i].DeadUnits).Count(),
            KilledAtStep = records.FirstOrDefault(r => r.Layers.Any(l => l.Name == layer.Name && l.Killed > 0))?.Step,
        })];

    /// <summary>The gradients before the first update.</summary>
    public static IReadOnlyList<double> Gradients(IReadOnlyList<LayerResult> layers, EpochRecord? record) =>
        [.. layers.Select(l => record?.Layers.FirstOrDefault(r => r.Name == l.Name)?.GradientRms ?? double.NaN)];

    /// <summary>The course of a run.</summary>
    public static IReadOnlyList<CurvePoint> Curve(IReadOnlyList<EpochRecord> records, bool endsInActivation) => [.. records.Select(r =>
    {
        var hidden = endsInActivation ? r.Layers.SkipLast(1) : r.Layers;
        var dead = hidden.Select(l => (l.Dead ?? 0) / (double)l.Units).DefaultIfEmpty(0).Max();
        return r is { ValidationLoss: { } loss, ValidationScore: { } score }
            ? new CurvePoint(r.Step, loss, score, dead) { TrainingLoss = r.ExaminedLoss, TrainingScore = r.Score }
            : new CurvePoint(r.Step, r.ExaminedLoss, r.Score, dead);
    })];
}
