using Relucent.Recipes;

namespace Relucent.Causes;

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
    public string Experiment => "The same run with layers eight times, and four times, as wide.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var last = context.Recipe.Model.LastOrDefault(l => l is WeightedLayer);
        if (!context.Recipe.Model.Flat().Any(l => l is DenseLayer && !ReferenceEquals(l, last)))
        {
            yield break;
        }

        var run = context.Run;
        var isBornDead = context.WorstAtStart >= context.Thresholds.DeadWarning || (run.End.Any(l => l.Dead == l.Units) && run.Divergence is null && run.UpdateRatio < context.Thresholds.LargeUpdate);
        var isCentred = run.Data.Normalised || run.Data.Gamma <= context.Thresholds.UncentredWarning;
        var isEvident = isBornDead && context.BeganSoundly && isCentred;
        var evidence = isEvident ? 1 : 0.15;
        foreach (var times in new[] { 8, 4 })
        {
            var wider = context.Recipe.Map(l => [l is DenseLayer d && !ReferenceEquals(l, last) ? d with { Units = d.Units * times, Bias = d.Bias.Count > 1 ? default : d.Bias } : l]);
            yield return new Probe(this, $"layers {times} times as wide", $"make the hidden layers {times} times as wide", wider, times == 8 ? evidence : evidence * 0.9)
            {
                ShowsAtStart = isEvident && context.WorstAtStart >= context.Thresholds.DeadWarning,
            };
        }
    }
}
