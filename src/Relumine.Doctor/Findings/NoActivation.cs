using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Several layers with nothing between them that bends.</summary>
internal sealed class NoActivation : IFinding
{
    /// <inheritdoc/>
    public string Id => "no-activation";

    /// <inheritdoc/>
    public string Title => "No activation between layers";

    /// <inheritdoc/>
    public string Why =>
        "Layers of weights with no activation between them (or with one that is a straight line, such as a leaky ReLU of slope 1) are together one affine "
            + "map: however many there are, they can do no more than a single layer.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The network has two or more layers with weights, and nothing that is not a straight line in front of the last of them. Info if "
            + $"{Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a perfect score was learned all the same; "
            + $"critical if less than {Wording.Share(limits.Training.HalfSkill)} was; otherwise a warning. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.InsertActivations];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["missing-activations"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is { Blueprint: { IsLinear: true, WeightedLayers: > 1 } blueprint } run)
        {
            var limits = context.Thresholds.Training;
            yield return new(
                Id,
                run.Skill >= limits.GoodSkill ? Severity.Info : run.Skill < limits.HalfSkill ? Severity.Critical : Severity.Warning,
                null,
                null,
                $"Nothing bends between the {Wording.Count(blueprint.WeightedLayers)} layers with weights: together they are one linear layer.",
                new Dictionary<string, double> { ["layers"] = blueprint.WeightedLayers, ["skill"] = run.Skill },
                Cures)
            { Certain = true };
        }
    }
}
