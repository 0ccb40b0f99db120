using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;

namespace Relumine.Doctor.Runs;

/// <summary>How a run ended on samples that it did not learn from.</summary>
/// <param name="Samples">How many there are.</param>
/// <param name="Score">The score at the end: accuracy, or R².</param>
/// <param name="Loss">The loss at the end.</param>
/// <param name="ConstantScore">The score there of the constant answer that is best on the samples to learn from, or R² = 0.</param>
public sealed record HeldOut(int Samples, double Score, double Loss, double ConstantScore)
{
    /// <summary>Whether the score is accuracy.</summary>
    public bool IsAccuracy { get; init; }

    /// <summary>The lowest loss after any epoch; NaN where epochs were not looked at.</summary>
    public double LowestLoss { get; init; } = double.NaN;

    /// <summary>The score after that epoch; NaN where epochs were not looked at.</summary>
    public double BestScore { get; init; } = double.NaN;

    /// <summary>That epoch.</summary>
    public int BestEpoch { get; init; }

    /// <summary>How much of what separates the constant answer from a perfect one holds on these samples: below 0 for less than nothing.</summary>
    public double Skill => ConstantScore >= 1 ? Score : (Score - ConstantScore) / (1 - ConstantScore);

    /// <summary>By how much <see cref="Skill"/> may be off by chance, as a standard error.</summary>
    /// <remarks>A share of n is off by √(p(1 − p)/n), with one right and one wrong sample added so that few are never sure; a mean square of n by √(2/n) of
    /// itself.</remarks>
    public double Error
    {
        get
        {
            var p = ((Score * Samples) + 1) / (Samples + 2);
            return IsAccuracy
                ? Math.Sqrt(p * (1 - p) / Samples) / Math.Max(1e-9, 1 - ConstantScore)
                : Math.Max(0, 1 - Score) * Math.Sqrt(2.0 / Samples);
        }
    }

    /// <summary>Looks at the samples that were put aside; null where there are none.</summary>
    /// <param name="trainer">The run at its end.</param>
    /// <param name="training">What it learned from.</param>
    /// <param name="validation">What was put aside.</param>
    public static HeldOut? Of(Trainer trainer, Dataset training, Dataset? validation)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(training);
        if (validation is null || trainer.Divergence is not null)
        {
            return null;
        }

        var told = trainer.History.Where(r => r.ValidationLoss is { } l && double.IsFinite(l)).ToArray();
        var (score, loss) = told.Length > 0 && told[^1].Step == trainer.Step
            ? (told[^1].ValidationScore!.Value, told[^1].ValidationLoss!.Value)
            : trainer.Evaluate(validation);
        var best = told.MinBy(r => r.ValidationLoss);
        return double.IsNaN(score) ? null : new(validation.Samples, score, loss, Constant(training, validation))
        {
            IsAccuracy = validation.Labels is not null,
            LowestLoss = best?.ValidationLoss ?? double.NaN,
            BestScore = best?.ValidationScore ?? double.NaN,
            BestEpoch = best?.Epoch ?? 0,
        };
    }

    private static double Constant(Dataset training, Dataset validation) =>
        LabelProfile.Of(training) is { Most: var most } ? validation.Labels!.Count(l => l == most) / (double)validation.Samples : 0;
}
