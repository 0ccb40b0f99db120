using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Training;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>The network learns by heart.</summary>
internal sealed class LearnedByHeart : ICause
{
    /// <inheritdoc/>
    public string Id => "overfitting";

    /// <inheritdoc/>
    public string Title => "The network learns single samples by heart";

    /// <inheritdoc/>
    public string Why =>
        "A network with more freedom than the data have samples can remember them one by one. What it remembers says nothing of others; "
            + "less freedom, or an earlier "
            + "end, leaves what they have in common.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The skill on the training data is at least {Wording.Amount(limits.Training.OverfittedSkill)}, and {Wording.Amount(limits.Training.OverfittedErrors)} "
            + "standard errors, above that on the validation data.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with a weight decay of {Wording.Amount(limits.Causes.UsualDecay)}, with a dropout of {Wording.Amount(limits.Causes.UsualDropout)}, with "
            + "layers half as wide, and stopped where the validation loss no longer falls; all judged by the validation data.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Regularization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, run, limits) = (context.Recipe, context.Run, context.Thresholds);
        if (
            run is not { Divergence: null, Training: { } seen, Validation: { } kept }
            || seen.Skill - kept.Skill < Math.Max(limits.Training.OverfittedSkill, limits.Training.OverfittedErrors * kept.Error(run.Labels is not null))
        )
        {
            yield break;
        }

        var (decay, ratio, grade) = (limits.Causes.UsualDecay, limits.Causes.UsualDropout, limits.Evidence.Even);
        if (Decaying(recipe.Optimizer, decay) is { } optimizer)
        {
            yield return new ProposedExperiment(
                this, $"weight decay → {RecipeEdit.Text(decay)}", $"use a weight decay of {RecipeEdit.Text(decay)}",
                recipe with { Optimizer = optimizer }, grade)
            {
                KeepsWeights = true,
            };
        }

        if (run.Blueprint.Dropouts.Count == 0)
        {
            yield return new ProposedExperiment(
                this, $"dropout of {RecipeEdit.Text(ratio)} behind the activations", $"drop {Wording.Percent(ratio)} of the units behind the activations",
                recipe.Map(l => l is ActivationLayer && !ReferenceEquals(l, recipe.Model[^1]) ? [l, new DropoutLayer(ratio)] : [l]), grade)
            {
                KeepsWeights = true,
            };
        }

        var last = recipe.Model.LastOrDefault(l => l is WeightedLayer);
        yield return new ProposedExperiment(
            this, "layers half as wide", "make the hidden layers half as wide",
            recipe.Map(l => [l is DenseLayer { Units: > 1 } d && !ReferenceEquals(l, last)
                ? d with { Units = d.Units / 2, Bias = d.Bias.Count > 1 ? default : d.Bias }
                : l]),
            grade);
        if (recipe.EarlyStopping is null)
        {
            yield return new ProposedExperiment(
                this, "stopped early", "stop where the validation loss no longer falls", recipe with { EarlyStopping = new EarlyStopping() }, grade)
            {
                KeepsWeights = true,
            };
        }
    }

    // Null where it decays as much already, or cannot.
    private static Optimizer? Decaying(Optimizer optimizer, double decay) => optimizer switch
    {
        Sgd { WeightDecay: var d } o when d < decay => o with { WeightDecay = decay },
        AdamW { WeightDecay: var d } o when d < decay => o with { WeightDecay = decay },
        Adam { WeightDecay: 0 } o => new AdamW(o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, decay),
        RmsProp { WeightDecay: var d } o when d < decay => o with { WeightDecay = decay },
        _ => null,
    };
}
