using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A network that copes, but is known to be able to do better.</summary>
internal sealed class BelowPotential : IFinding
{
    /// <inheritdoc/>
    public string Id => "below-potential";

    /// <inheritdoc/>
    public string Title => "Below its potential";

    /// <inheritdoc/>
    public string Why =>
        "The network learns, no unit need be dead, and still something holds it back: nothing shows it but a network that does better on the same data.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The score is below {Wording.Percent(limits.Training.OfPotential)} of the clean recipe's, or an experiment with one thing changed did clearly better "
            + $"in no more steps. A warning. Checkups only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.LowerRate, Cure.RaiseRate];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "learning-rate-too-low", "momentum-too-high", "data-outliers", "weight-decay-too-strong"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (
            context.Training is { Potential: { } potential } run
            && run.Skill >= context.Thresholds.Training.NoSkill
            && run.Score < context.Thresholds.Training.OfPotential * potential
        )
        {
            yield return new(
                Id, Severity.Warning, null, null,
                $"The {run.ScoreName} is {run.Say(run.Score)}, where {run.Say(potential)} is possible.",
                new Dictionary<string, double> { ["score"] = run.Score, ["potential"] = potential },
                Cures);
        }
    }
}
