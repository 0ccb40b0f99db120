using Relumine.Engine.Training.Examining;

namespace Relumine.Engine.Training;

/// <summary>By what an epoch is judged, on the validation data.</summary>
public enum StoppingMeasure
{
    /// <summary>The loss; the lowest is best.</summary>
    Loss,

    /// <summary>The score, accuracy or R²; the highest is best.</summary>
    Score,

    /// <summary>The area under the ROC curve; the highest is best. For two classes, and for several labels at once.</summary>
    Auc,
}

/// <summary>
/// When a run ends before its last epoch: after some epochs in a row that were no better on the validation data than the best before them
/// (Prechelt 1998, Neural Networks: Tricks of the Trade). A function of the history alone, so that a run can go on from any step.
/// </summary>
/// <param name="Patience">How many epochs in a row without improvement end the run; 1 or more.</param>
/// <param name="MinimalDelta">By how much an epoch must beat the best to be an improvement; finite, 0 or more.</param>
/// <param name="By">What is compared.</param>
public sealed record EarlyStopping(int Patience = 5, double MinimalDelta = 0, StoppingMeasure By = StoppingMeasure.Loss)
{
    /// <summary>How many epochs in a row without improvement end the run.</summary>
    public int Patience { get; init; } = Patience >= 1
        ? Patience
        : throw new ArgumentOutOfRangeException(nameof(Patience), Patience, "It must be at least 1.");

    /// <summary>By how much an epoch must beat the best.</summary>
    public double MinimalDelta { get; init; } = MinimalDelta >= 0 && double.IsFinite(MinimalDelta)
        ? MinimalDelta
        : throw new ArgumentOutOfRangeException(nameof(MinimalDelta), MinimalDelta, "It must be finite and 0 or more.");

    /// <summary>How bad an epoch is: the less the better; infinite where it cannot be said.</summary>
    public static double Badness(EpochRecord record, StoppingMeasure by)
    {
        ArgumentNullException.ThrowIfNull(record);
        var badness = by switch
        {
            StoppingMeasure.Score => -record.ValidationScore,
            StoppingMeasure.Auc => -record.ValidationAuc,
            _ => record.ValidationLoss,
        };
        return badness is { } known && double.IsFinite(known) ? known : double.PositiveInfinity;
    }

    /// <summary>Whether a run with this history ends here. What came before the first update does not count.</summary>
    public bool Ends(IReadOnlyList<EpochRecord> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var (best, waited) = (double.PositiveInfinity, 0);
        foreach (var record in history)
        {
            if (record.Epoch == 0)
            {
                continue;
            }

            var badness = Badness(record, By);
            if (badness < best - MinimalDelta || (double.IsPositiveInfinity(best) && double.IsFinite(badness)))
            {
                (best, waited) = (badness, 0);
            }
            else
            {
                waited++;
            }
        }

        return waited >= Patience;
    }
}
