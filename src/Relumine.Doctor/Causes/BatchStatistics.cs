using Relumine.Doctor.Units;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Batch normalization's statistics are of no use.</summary>
internal sealed class BatchStatistics : ICause
{
    /// <inheritdoc/>
    public string Id => "batch-statistics";

    /// <inheritdoc/>
    public string Title => "The statistics of batch normalization are no use";

    /// <inheritdoc/>
    public string Why =>
        "A batch of one or two samples has no mean and variance worth the name, and running statistics that follow too slowly still hold "
            + "what they began with when "
            + "the network is used.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A batch has fewer than {Wording.Count(limits.Design.SmallBatch)} values of a channel where it is normalized; or at the end the "
            + "running statistics still "
            + $"hold {Wording.Percent(limits.Design.Unsettled)} or more of what they began with.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with a momentum of {Wording.Amount(new BatchNormalizationLayer().Momentum)}; "
            + $"for small batches with layer normalization, and with batches "
            + $"of {limits.Causes.UsualBatch}.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, limits) = (context.Recipe, context.Thresholds);
        if (context.Run.Blueprint.BatchNormalizations is not { Count: > 0 } places)
        {
            yield break;
        }

        var (slowest, usual) = (places.Max(p => p.Momentum), new BatchNormalizationLayer().Momentum);
        if (slowest > usual && Math.Pow(slowest, context.Run.FullSteps) >= limits.Design.Unsettled)
        {
            yield return new ProposedExperiment(
                this, $"momentum of batch normalization {Wording.Amount(slowest)} → {Wording.Amount(usual)}",
                $"set the momentum of batch normalization to {Wording.Amount(usual)}",
                recipe.Map(l => [l is BatchNormalizationLayer b ? b with { Momentum = Math.Min(usual, b.Momentum) } : l]), limits.Evidence.Certain)
            {
                KeepsWeights = true,
                ShowsAtStart = true,
            };
        }

        if (places.Any(p => p.Values < limits.Design.SmallBatch))
        {
            // Of a single value nothing is left but zeros.
            var isProven = places.Any(p => p.Values == 1);
            yield return new ProposedExperiment(
                this, "batch normalization → layer normalization", "normalize layers instead of batches",
                recipe.Map(l => [l is BatchNormalizationLayer ? new LayerNormalizationLayer() : l]), limits.Evidence.Certain)
            {
                ShowsAtStart = true,
                IsProven = isProven,
            };
            if (recipe.Batch < limits.Causes.UsualBatch)
            {
                yield return new ProposedExperiment(
                    this, $"batch {recipe.Batch} → {limits.Causes.UsualBatch}", $"take batches of {limits.Causes.UsualBatch}",
                    recipe with { Batch = limits.Causes.UsualBatch }, limits.Evidence.Certain * limits.Evidence.OtherDose)
                {
                    ShowsAtStart = true,
                    KeepsWeights = true,
                    IsProven = isProven,
                };
            }
        }
    }
}
