using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Classes of which some are far more frequent than others.</summary>
internal sealed class ClassImbalance : IFinding
{
    /// <inheritdoc/>
    public string Id => "class-imbalance";

    /// <inheritdoc/>
    public string Title => "Uneven classes";

    /// <inheritdoc/>
    public string Why =>
        "Where 98 of 100 samples are of one class, always answering it has an accuracy of 98 %. Accuracy then hides whether the rare class was learned, "
            + "and the loss is mostly about the frequent one. It is no illness: many networks learn the rare class all the same.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The most frequent class has at least {Wording.Amount(limits.Data.Imbalance)} times as many samples as the rarest one, which has fewer than an even "
            + $"share by {Wording.Amount(limits.Data.ImbalanceErrors)} standard errors. Info; a warning if less than "
            + $"{Wording.Share(limits.Data.NeglectedRecall)} of the rarest class is answered rightly after training. A warning, too, if a class of such "
            + $"data has fewer than {Wording.Count(limits.Data.LeastOfClass, "sample")}: of that no more is said. Never critical. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.BalanceClasses];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["class-imbalance"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds.Data;
        if (context.Training is not { Labels: { } all } run)
        {
            yield break;
        }

        foreach (var few in all.TooFew(limits))
        {
            yield return new(
                Id, Severity.Warning, null, null,
                $"Class {all.Name(few)} has {Wording.Count(all.Counts[few])} of the {Wording.Count(all.Counts.Sum(), "sample")}, too few to be learned or "
                    + "judged: what is said of scores class by class leaves it out. Is it misspelled? Otherwise put it together with another one, or collect "
                    + "more of it.",
                new Dictionary<string, double> { ["tooFew"] = all.Counts[few] },
                Cures)
            { Certain = true };
        }

        var labels = all.Judged(limits);
        if (!labels.IsUneven(limits))
        {
            yield break;
        }

        var (most, least) = (labels.Most, labels.Least);
        var total = all.Counts.Sum();
        var recall = run.Steps > 0 && run.Answers is { } answers && least < answers.Samples.Count && answers.Samples[least] > 0
            ? answers.Recall(least)
            : double.NaN;
        var neglected = recall < limits.NeglectedRecall;
        yield return new(
            Id, neglected ? Severity.Warning : Severity.Info, null, null,
            $"Class {labels.Name(most)} has {Wording.Percent(labels.Counts[most] / (double)total)} of the {Wording.Count(total, "sample")}, class "
                + $"{labels.Name(least)} {Wording.Percent(labels.Counts[least] / (double)total)} ({Wording.Count(labels.Counts[least])})"
                + (
                    double.IsNaN(recall) ? "."
                    : $"; of the latter {Wording.Percent(recall)} are answered rightly."
                ),
            new Dictionary<string, double>
            {
                ["most"] = labels.Counts[most],
                ["least"] = labels.Counts[least],
                ["ratio"] = labels.Ratio,
                ["recallOfLeast"] = recall,
            },
            Cures)
        { Certain = true };
    }
}
