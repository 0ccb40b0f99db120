using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The data are not scaled.</summary>
internal sealed class DataScale : ICause
{
    /// <inheritdoc/>
    public string Id => "data-scale";

    /// <inheritdoc/>
    public string Title => "The data are not scaled";

    /// <inheritdoc/>
    public string Why =>
        "Features that are large make large activations and enormous steps; features that are tiny hardly move the network; "
            + "features of different scales need different rates.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The features' spread is outside of {Wording.Amount(limits.Data.SmallFeature)} to {Wording.Amount(limits.Data.LargeFeature)}, or one is over "
            + $"{Wording.Amount(limits.Data.FeatureRatio)} times as large as another; little if the network normalises before its first activation.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with standardised features.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var data = context.Run.Data;
        // A network that normalises them itself seldom minds how its data are scaled. Padding that is not where the data are, and
        // means that are not yet known in inference, are why it may.
        if (!context.Recipe.Standardize && data.Features > 0 && Prevails(data, context.Thresholds))
        {
            yield return new ProposedExperiment(
                this,
                "features standardised",
                "standardise the features",
                context.Recipe with
                {
                    Standardize = true,
                },
                data.Normalized ? context.Thresholds.Evidence.Little : context.Thresholds.Evidence.Certain
            );
        }
    }

    // Both are tested by the same experiment; the larger deviation gives it its name.
    internal static bool Prevails(DataProfile data, Thresholds limits)
    {
        var isOut =
            data.Spread > limits.Data.LargeFeature
            || data.Spread < limits.Data.SmallFeature
            || data.LargestSpread > limits.Data.FeatureRatio * data.SmallestSpread;
        var off = Math.Max(Math.Abs(Math.Log(Math.Max(data.Spread, 1e-30))), Math.Log(data.LargestSpread / data.SmallestSpread) / 2);
        return isOut && off >= Math.Log(Math.Max(data.Gamma, 1));
    }
}
