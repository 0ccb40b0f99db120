using Relumine.Doctor.Runs.Training;
using Relumine.Engine.Training.Examining;

namespace Relumine.Reports.Charts;

/// <summary>What of a training run is drawn over epochs, and over layers.</summary>
internal static class TrainingCurves
{
    /// <summary>A number of every record over the epochs.</summary>
    public static Curve OverEpochs(string name, TrainingResult run, Func<EpochRecord, double?> number, int style) =>
        new(name, [.. run.History.Select(r => ((double)r.Epoch, number(r) ?? double.NaN))], style);

    /// <summary>A number of every layer at one moment, the layers being numbered from 1.</summary>
    public static Curve OverLayers(string name, EpochRecord record, Func<LayerRecord, double> number, int style) =>
        new(name, [.. record.Layers.Select((l, i) => (i + 1.0, number(l)))], style);

    /// <summary>A score as pages draw it: accuracy in percent, as everywhere, R² as it is.</summary>
    public static double? Score(TrainingResult run, double? score) => run.ScoreIsAccuracy ? 100 * score : score;

    /// <summary>The largest update ratio of all parameters.</summary>
    public static double? LargestUpdate(EpochRecord record) => Ratios(record) is [.., var largest] ? largest : null;

    /// <summary>The median of the update ratios of all parameters.</summary>
    public static double? MedianUpdate(EpochRecord record) => Ratios(record) is { Length: > 0 } ratios ? ratios[ratios.Length / 2] : null;

    /// <summary>The share of dead units among those that can die, in percent.</summary>
    public static double? DeadShare(EpochRecord record) => TrainingWording.Dead(record) is { Units: > 0 } all ? 100.0 * all.Dead / all.Units : null;

    private static double[] Ratios(EpochRecord record) => [.. record.Parameters.Select(p => p.UpdateRatio).Where(double.IsFinite).Order()];
}
