using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Calculus;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>The data change while the network learns.</summary>
internal sealed class NonStationaryData : ICause
{
    /// <inheritdoc/>
    public string Id => "non-stationary-data";

    /// <inheritdoc/>
    public string Title => "The data change while the network learns";

    /// <inheritdoc/>
    public string Why =>
        "What was learned becomes wrong again and again. Every change makes large gradients, units die one after another over the changes, and dead ones "
            + "cannot adapt.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) => "The samples come in an order, and the means of features wander from tenth to tenth of the data.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with Leaky ReLU, whose units can always come back.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (context.Run.Data.Ordered && context.Run.Data.Drift > context.Thresholds.Causes.Drift
            && context.Recipe.Model.Flat().Any(l => l is ActivationLayer a && FlatSide.Edge(a.Function) is not null))
        {
            var leaky = Activation.Of(LeakyRelu.Default);
            yield return new ProposedExperiment(
                this, "activations → leakyRelu", "replace the activations by leakyRelu",
                context.Recipe.Activated(f => FlatSide.Edge(f) is null ? f : leaky), context.Thresholds.Evidence.Certain)
            {
                KeepsWeights = true,
            };
        }
    }
}
