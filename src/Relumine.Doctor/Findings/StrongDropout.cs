using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A dropout that takes away most of what there is, or drops answers.</summary>
internal sealed class StrongDropout : IFinding
{
    /// <inheritdoc/>
    public string Id => "strong-dropout";

    /// <inheritdoc/>
    public string Title => "Dropout that is too strong";

    /// <inheritdoc/>
    public string Why =>
        "Dropout makes units 0 at random while the network learns, so that none relies on another. If nearly all are dropped, too little is left to "
            + "learn from; "
            + "inputs that are dropped come back nowhere; and behind the last layer it is the answer that is dropped, which no weights can make good.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"A dropout behind the last layer with weights: a warning. A ratio of {Wording.Percent(limits.Design.StrongDropout)} or more between layers, of "
            + $"{Wording.Percent(limits.Design.StrongInputDropout)} or more in front of the first: a warning if less than "
            + $"{Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a perfect score was learned, otherwise info. "
            + $"Critical if less than {Wording.Percent(limits.Training.NoSkill)} was. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LessDropout];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["dropout-too-strong"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds;
        if (context.Training is not { } run || Strongest(run.Blueprint.Dropouts, limits.Design) is not { } dropout)
        {
            yield break;
        }

        var isOutput = dropout.Position == DropoutPosition.Output;
        var what = dropout.Position switch
        {
            DropoutPosition.Input => "of the inputs",
            DropoutPosition.Hidden => "of the units",
            _ => "of the answers, behind the last layer",
        };
        yield return new(
            Id,
            run.Skill < limits.Training.NoSkill ? Severity.Critical
                : isOutput || run.Skill < limits.Training.GoodSkill ? Severity.Warning
                : Severity.Info,
            null,
            null,
            $"The dropout at {dropout.Path} drops {Wording.Percent(dropout.Ratio)} {what}.",
            new Dictionary<string, double> { ["ratio"] = dropout.Ratio, ["skill"] = run.Skill },
            Cures);
    }

    private static PlacedDropout? Strongest(IEnumerable<PlacedDropout> dropouts, DesignThresholds limits) =>
        dropouts
            .Where(d => d.IsStrong(limits))
            .OrderByDescending(d => d.Position == DropoutPosition.Output)
            .ThenByDescending(d => d.Ratio)
            .FirstOrDefault();
}
