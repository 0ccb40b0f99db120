using Relumine.Doctor.Audits;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Units;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Runs.Training;

/// <summary>What is looked at once, when a run is over: what the network answers, and pictures of it before and after.</summary>
public static class FinalLook
{
    /// <summary>Adds it to the result of a run.</summary>
    /// <param name="result">The result.</param>
    /// <param name="run">The run that it is of.</param>
    /// <param name="thresholds">How many samples are looked at.</param>
    public static TrainingResult Add(TrainingResult result, TrainingRun run, Thresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(run);
        var (learned, data) = (run.Trainer.ToModel(), run.Data.Training);
        var most = (thresholds ?? new Thresholds()).Units.DenseSamples;
        var seen = data.Take(Yardstick.Spread(data.Samples, most));
        return result with
        {
            Confusion = ConfusionMatrix.Of(learned, data, run.Data.Validation, thresholds),
            Decisions = DecisionMap.Of(learned, data, run.Data.Input),
            Before = Portrait.Of(run.Untrained, seen.Features),
            After = Portrait.Of(learned, seen.Features),
            Firing = ClassRates.Of(learned, data, most),
        };
    }
}
