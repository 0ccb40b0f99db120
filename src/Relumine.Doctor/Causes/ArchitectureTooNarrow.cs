using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>The layers are too narrow.</summary>
internal sealed class ArchitectureTooNarrow : ICause
{
    /// <inheritdoc/>
    public string Id => "architecture-too-narrow";

    /// <inheritdoc/>
    public string Title => "The layers are too narrow";

    /// <inheritdoc/>
    public string Why =>
        "The fewer units a layer has, the likelier all of them are born dead together, and every further layer is another chance: "
            + "beyond it nothing of the input is left. And layers none of which is wider than a sample cannot close a region: whatever lies in the middle of "
            + "something else is out of their reach.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "A layer that is dead as a whole, or nearly so, before the first update, although weights, biases and data are sound. Some, where the network does "
            + "not do well on the data that it learned from: dense layers, narrow ones, none of which has more units than a sample has numbers, so that the "
            + "places where an answer is given reach to infinity (Johnson 2019, ICLR), or one with fewer than there are outputs.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with layers of less than {limits.Causes.NarrowLayer} units made {Wording.Times(limits.Causes.Widening)}, and "
            + $"{Wording.Times(limits.Causes.LesserWidening)}, as wide.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (limits, grades) = (context.Thresholds.Causes, context.Thresholds.Evidence);
        if (Widen(context.Recipe, 2, limits) == context.Recipe)
        {
            yield break;
        }

        var run = context.Run;
        // Never positive is dead for ReLU alone: tanh has its say on both sides.
        var bornDead = CaseHistory.Worst(run.Start, run.EndsInActivation);
        var isBornDead = bornDead >= context.Thresholds.Layers.DeadWarning
            || (run.End.Any(l => l.Dead == l.Units) && run.Divergence is null && run.UpdateRatio < context.Thresholds.Training.LargeUpdate);
        var isCentered = run.Data.Normalized || run.Data.Gamma <= context.Thresholds.Data.UncenteredWarning;
        var isEvident = isBornDead && context.BeganSoundly && isCentered;
        var evidence = isEvident ? grades.Certain : IsTooNarrow(context) ? grades.Even : grades.Least;
        foreach (var times in new[] { limits.Widening, limits.LesserWidening })
        {
            yield return new ProposedExperiment(
                this, $"layers {times} times as wide", $"make the hidden layers {times} times as wide", Widen(context.Recipe, times, limits),
                times == limits.Widening ? evidence : evidence * grades.OtherDose)
            {
                ShowsAtStart = isEvident && bornDead >= context.Thresholds.Layers.DeadWarning,
            };
        }
    }

    // What a network knows of samples that it learned from, width can raise; of others it is for the experiment to show.
    private static bool IsTooNarrow(CauseContext context)
    {
        var (run, limits) = (context.Run, context.Thresholds);
        var hidden = context.Recipe.Model.SkipLast(1).OfType<DenseLayer>().Select(d => d.Units).ToArray();
        if (run.Divergence is not null || run.TrainingSkill >= limits.Training.GoodSkill || hidden.Length == 0
            || !context.Recipe.Model.All(KeepsWidth))
        {
            return false;
        }

        var outputs = run.Labels?.Classes ?? run.Targets?.Width ?? 1;
        return hidden.Min() < Math.Min(outputs, limits.Causes.NarrowLayer)
            || (hidden.Max() <= run.Data.Features && hidden.Max() < limits.Causes.NarrowLayer);
    }

    // Besides dense layers nothing changes how many numbers there are.
    private static bool KeepsWidth(RecipeLayer layer) => layer is DenseLayer or ActivationLayer or PreluLayer or DropoutLayer or AlphaDropoutLayer
        or BatchNormalizationLayer or LayerNormalizationLayer;

    /// <summary>
    /// The recipe with its narrow dense layers made wider, the last one apart; biases that were given for each unit begin at 0.
    /// The recipe itself if none is narrow: of many units some fire, and eight times as many would take 64 times as long.
    /// </summary>
    internal static Recipe Widen(Recipe recipe, int times, CauseThresholds limits)
    {
        var last = recipe.Model.LastOrDefault(l => l is WeightedLayer);
        return recipe.Map(l => [l is DenseLayer d && d.Units < limits.NarrowLayer && !ReferenceEquals(l, last)
            ? d with { Units = d.Units * times, Bias = d.Bias.Count > 1 ? default : d.Bias }
            : l]);
    }
}
