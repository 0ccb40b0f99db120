using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The data are not centred.</summary>
internal sealed class DataNotCentered : ICause
{
    /// <inheritdoc/>
    public string Id => "data-not-centred";

    /// <inheritdoc/>
    public string Title => "The data are not centred";

    /// <inheritdoc/>
    public string Why =>
        "Features far from 0 look nearly the same on every sample: half of the first layer is born dead, half always fires, and the large inputs make every "
            + "step large.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"γ of the features above {Wording.Amount(limits.Data.UncenteredInfo)}, clearly above {Wording.Amount(limits.Data.UncenteredWarning)}; "
            + $"little if the network normalises before its first activation.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with standardised features.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var data = context.Run.Data;
        if (!context.Recipe.Standardize && data.Gamma > context.Thresholds.Data.UncenteredInfo && !DataScale.Prevails(data, context.Thresholds))
        {
            yield return new ProposedExperiment(
                this,
                "features standardised",
                "standardise the features",
                context.Recipe with
                {
                    Standardize = true,
                },
                data.Normalized ? context.Thresholds.Evidence.Little
                    : data.Gamma > context.Thresholds.Data.UncenteredWarning ? context.Thresholds.Evidence.Certain
                    : context.Thresholds.Evidence.Some
            );
        }
    }
}
