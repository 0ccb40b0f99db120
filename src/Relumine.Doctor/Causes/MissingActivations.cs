using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Nothing bends between the layers.</summary>
internal sealed class MissingActivations : ICause
{
    /// <inheritdoc/>
    public string Id => "missing-activations";

    /// <inheritdoc/>
    public string Title => "The activations are missing";

    /// <inheritdoc/>
    public string Why =>
        "Layers of weights with nothing between them that bends are together one affine map, however many there are: no curve can be learned.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "The network has two or more layers with weights, and nothing that is not a straight line in front of the last of them.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with ReLU behind every layer with weights but the last.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (context.Run.Blueprint is { IsLinear: true, WeightedLayers: > 1 })
        {
            yield return new ProposedExperiment(
                this, "relu behind every layer with weights but the last", "put relu behind every layer with weights but the last", Bent(context.Recipe),
                context.Thresholds.Evidence.Certain)
            {
                ShowsAtStart = true,
            };
        }
    }

    private static Recipe Bent(Recipe recipe)
    {
        var (last, relu) = (recipe.Model.LastOrDefault(l => l is WeightedLayer), new ActivationLayer(Activation.Of(Relu.Default)));
        return recipe.Map(l =>
            ReferenceEquals(l, last) ? [l]
            : l is WeightedLayer ? [l, relu]
            : l is ActivationLayer a && !ReferenceEquals(l, recipe.Model[^1]) && Blueprint.IsStraight(a.Function) ? []
            : [l]);
    }
}
