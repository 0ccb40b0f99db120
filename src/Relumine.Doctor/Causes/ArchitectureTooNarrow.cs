using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>The layers are too narrow.</summary>
public sealed class ArchitectureTooNarrow : ICause
{
    /// <inheritdoc/>
    public string Id => "architecture-too-narrow";

    /// <inheritdoc/>
    public string Title => "The layers are too narrow";

    /// <inheritdoc/>
    public string Why => "The fewer units a layer has, the likelier all of them are born dead together, and every further layer is another chance: beyond it nothing of the input is left.";

    /// <inheritdoc/>
    public string Evidence => "A layer that is dead as a whole, or nearly so, before the first update, although weights, biases and data are sound.";

    /// <inheritdoc/>
    public string Experiment => "The same run with layers of less than 32 units made eight times, and four times, as wide.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    // With as many units, half of which fire, a layer is not born dead.
    private const int Narrow = 32;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        if (Widen(context.Recipe, 2) == context.Recipe)
        {
            yield break;
        }

        var run = context.Run;
        var isBornDead = context.WorstAtStart >= context.Thresholds.DeadWarning || (run.End.Any(l => l.Dead == l.Units) && run.Divergence is null && run.UpdateRatio < context.Thresholds.LargeUpdate);
        var isCentered = run.Data.Normalized || run.Data.Gamma <= context.Thresholds.UncenteredWarning;
        var isEvident = isBornDead && context.BeganSoundly && isCentered;
        var evidence = isEvident ? 1 : 0.15;
        foreach (var times in new[] { 8, 4 })
        {
            yield return new Probe(this, $"layers {times} times as wide", $"make the hidden layers {times} times as wide", Widen(context.Recipe, times), times == 8 ? evidence : evidence * 0.9)
            {
                ShowsAtStart = isEvident && context.WorstAtStart >= context.Thresholds.DeadWarning,
            };
        }
    }

    /// <summary>
    /// The recipe with its narrow dense layers made wider, the last one apart; biases that were given for each unit begin at 0.
    /// The recipe itself if none is narrow: of many units some fire, and eight times as many would take 64 times as long.
    /// </summary>
    internal static Recipe Widen(Recipe recipe, int times)
    {
        var last = recipe.Model.LastOrDefault(l => l is WeightedLayer);
        return recipe.Map(l => [l is DenseLayer { Units: < Narrow } d && !ReferenceEquals(l, last) ? d with { Units = d.Units * times, Bias = d.Bias.Count > 1 ? default : d.Bias } : l]);
    }
}
