using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;
using Relumine.Recipes;
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
    public string Why =>
        "An activation, or a normalization, behind the last layer limits what the network can say, and where it is flat no gradient reaches any layer.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "The network ends in an activation; certainly if that is flat on all samples. No experiment is needed to know it where the output is then the same on "
            + "every sample (a softmax, or a layer normalization, of a single number), cannot reach the targets, or has an edge in front of a loss that takes "
            + "logits, which may be any number.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run without it.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Head;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (last, place) = (context.Recipe.Model[^1], FormattableString.Invariant($"$.model[{context.Recipe.Model.Count - 1}]"));
        var isConstant = context.Run.Blueprint.Constants.Any(c => c.Path == place);
        if (context.Recipe.Model.Count > 1 && (last is ActivationLayer or SoftmaxLayer || isConstant))
        {
            var (grades, reach) = (context.Thresholds.Evidence, context.Run.Reach);

            // An output that is the same on every sample, or never reaches the targets, learns nothing whatever else is done.
            var isProven = isConstant
                || (reach is { Beyond: > 0 } && (reach.Label is not null || reach.Lost >= context.Thresholds.Design.OutOfReach));
            var isSquashed = OutputSquash.Of(context.Recipe) is not null;

            // A loss that takes logits asks for any number: an output with an edge is none.
            var isCut = isSquashed
                || (context.Run.Blueprint.Range is not null && context.Recipe.Loss is SoftmaxCrossEntropy or BinaryCrossEntropy or Focal);
            isProven |= isCut;
            yield return new ProposedExperiment(
                this, $"{last.Name} behind the last layer removed", $"remove {last.Name} behind the last layer",
                context.Recipe with { Model = context.Recipe.Model.SkipLast(1).ToArray() },
                context.Run.HeadBlocked || isProven ? grades.Certain : last is SoftmaxLayer ? grades.Strong : grades.Even)
            {
                IsProven = isProven,
            };
        }
    }
}
