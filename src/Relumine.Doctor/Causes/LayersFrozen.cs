using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Layers are kept from learning.</summary>
internal sealed class LayersFrozen : ICause
{
    /// <inheritdoc/>
    public string Id => "layers-frozen";

    /// <inheritdoc/>
    public string Title => "Layers are kept from learning";

    /// <inheritdoc/>
    public string Why =>
        "A layer that is frozen, or has next to none of the rate, stays as it was drawn. That is meant for layers that have learned already: one that has not "
            + "passes on a random mixture of what it gets, or, as the last one, asks for random sums.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A layer that is frozen or has {Wording.Part(limits.Causes.HeldLayer)} of the rate or less, in a network that begins with random weights. Certain "
            + $"where less than {Wording.Share(limits.Training.HalfSkill)} of what separates the best constant answer from a perfect score was learned.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run in which these layers learn with the rate of the others.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Steps;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (limits, run) = (context.Thresholds, context.Run);
        var held = context.Recipe.Model.Flat().OfType<WeightedLayer>().Count(l => IsHeld(l, limits.Causes));
        if (held > 0)
        {
            var layers = Wording.Count(held, "layer");
            yield return new ProposedExperiment(
                this, $"{layers} with the rate of the others", $"let {layers} learn with the rate of the others",
                context.Recipe.Map(l => [l is WeightedLayer w && IsHeld(w, limits.Causes) ? w with { Rate = 1 } : l]),
                run.Skill < limits.Training.HalfSkill ? limits.Evidence.Certain : limits.Evidence.Good)
            {
                KeepsWeights = true,
            };
        }
    }

    private static bool IsHeld(WeightedLayer layer, CauseThresholds limits) => layer.Rate <= limits.HeldLayer;
}
