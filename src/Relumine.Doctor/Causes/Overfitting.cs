using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>The network learns its samples by heart.</summary>
internal sealed class Overfitting : ICause
{
    /// <inheritdoc/>
    public string Id => "overfitting";

    /// <inheritdoc/>
    public string Title => "The network learns its samples by heart";

    /// <inheritdoc/>
    public string Why =>
        "A network with more weights than the samples ask for, trained for long enough, goes on to learn what is peculiar to each sample, and forgets for that "
            + "what holds for all. Whatever keeps it from that helps: to stop in time, fewer units, weight decay, dropout, more samples.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"Of what separates the best constant answer from a perfect score, at least {Wording.Percent(limits.Training.OverfittedSkill)} less is reached on the "
            + "samples that the recipe keeps aside than on those that it learns from. Without samples kept aside nothing is tried. "
            + $"What is changed must reach {Wording.Percent(limits.Experiments.Gained)} and {Wording.Amount(limits.Training.OverfittedErrors)} standard "
            + "errors more on them, with a loss below that of the constant answer.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        "The same run, to its end, that stops after the epoch with the lowest validation loss; with a "
            + $"{Wording.Part(1 / (double)limits.Causes.Narrowing)} of the units; with a weight decay of {Wording.Amount(limits.Causes.UsualDecay)}; with a "
            + $"dropout of {Wording.Percent(limits.Causes.UsualDropout)} behind every hidden activation.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Regularization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, run, limits, grades) = (context.Recipe, context.Run, context.Thresholds.Causes, context.Thresholds.Evidence);
        if (run.Data.Ordered || !run.IsOverfitted(context.Thresholds.Training))
        {
            yield break;
        }

        if (BestEpoch(recipe, run) is { } best)
        {
            yield return Whole(
                $"epochs {recipe.Epochs} → {best}", $"stop after {Wording.Count(best, "epoch")}, where the validation loss is lowest",
                recipe with { Epochs = best }, grades.Strong);
        }

        if (Narrow(recipe, limits) is var narrow && narrow != recipe)
        {
            yield return Whole(
                $"hidden layers {limits.Narrowing} times as narrow", $"make the hidden layers {limits.Narrowing} times as narrow", narrow, grades.Good);
        }

        if (Decaying(recipe.Optimizer, limits.UsualDecay) is { } decaying)
        {
            yield return Whole(
                $"weight decay 0 → {RecipeEdit.Text(limits.UsualDecay)}", $"use a weight decay of {RecipeEdit.Text(limits.UsualDecay)}",
                recipe with { Optimizer = decaying }, grades.Good);
        }

        if (run.Blueprint.Dropouts.Count == 0)
        {
            yield return Whole(
                $"dropout 0 → {RecipeEdit.Text(limits.UsualDropout)}", $"put a dropout of {RecipeEdit.Text(limits.UsualDropout)} behind hidden activations",
                recipe.Map(l => l is ActivationLayer && !ReferenceEquals(l, recipe.Model[^1]) ? [l, new DropoutLayer(limits.UsualDropout)] : [l]),
                grades.Good * grades.OtherDose);
        }

        ProposedExperiment Whole(string change, string doing, Recipe changed, double evidence) =>
            new(this, change, doing, changed, evidence) { IsWhole = true };
    }

    // The one whose validation loss is lowest; null where that is the last one, or the rate depends on where the run ends.
    private static int? BestEpoch(Recipe recipe, CaseHistory run)
    {
        var epochs = run.Curve.Where(c => c.Step > 0 && c.TrainingLoss is not null).ToArray();
        var best = epochs.Length < 2 ? -1 : Array.IndexOf(epochs, epochs.MinBy(c => c.Loss)) + 1;
        return best > 0 && best < epochs.Length && best < recipe.Epochs ? best : null;
    }

    private static Recipe Narrow(Recipe recipe, CauseThresholds limits)
    {
        var last = recipe.Model.LastOrDefault(l => l is WeightedLayer);
        return recipe.Map(l => [l is DenseLayer d && d.Units >= 2 * limits.Narrowing && !ReferenceEquals(l, last)
            ? d with { Units = d.Units / limits.Narrowing, Bias = d.Bias.Count > 1 ? default : d.Bias }
            : l]);
    }

    private static Optimizer? Decaying(Optimizer optimizer, double decay) => optimizer switch
    {
        Sgd { WeightDecay: 0 } o => o with { WeightDecay = decay },
        Adam { WeightDecay: 0 } o => o with { WeightDecay = decay },
        AdamW { WeightDecay: 0 } o => o with { WeightDecay = decay },
        RmsProp { WeightDecay: 0 } o => o with { WeightDecay = decay },
        _ => null,
    };
}
