using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>The output has an activation that blocks it.</summary>
internal sealed class OutputActivation : ICause
{
    /// <inheritdoc/>
    public string Id => "output-activation";

    /// <inheritdoc/>
    public string Title => "The output has an activation that blocks it";

    /// <inheritdoc/>
    public string Why => "An activation behind the last layer limits what the network can say, and where it is flat no gradient reaches any layer.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "The network ends in an activation; certainly if that is flat on all samples, or the loss makes the same transform itself.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run without it.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Head;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var last = context.Recipe.Model[^1];
        if (context.Recipe.Model.Count > 1 && last is ActivationLayer or SoftmaxLayer)
        {
            var grades = context.Thresholds.Evidence;
            // A softmax over one unit is 1 for every sample.
            var isConstant = last is SoftmaxLayer && context.Recipe.Model.LastOrDefault(l => l is WeightedLayer) is DenseLayer { Units: 1 };
            var isTwice = last is SoftmaxLayer || context.Recipe.Loss is SoftmaxCrossEntropy or BinaryCrossEntropy;
            yield return new ProposedExperiment(
                this, $"{last.Name} behind the last layer removed", $"remove {last.Name} behind the last layer",
                context.Recipe with { Model = context.Recipe.Model.SkipLast(1).ToArray() },
                context.Run.HeadBlocked || isConstant ? grades.Certain : isTwice ? grades.Strong : grades.Even);
        }
    }
}
