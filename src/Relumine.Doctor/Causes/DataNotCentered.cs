using Relumine.Doctor.Runs;

namespace Relumine.Doctor.Causes;

/// <summary>The data are not centred.</summary>
public sealed class DataNotCentered : ICause
{
    /// <inheritdoc/>
    public string Id => "data-not-centred";

    /// <inheritdoc/>
    public string Title => "The data are not centred";

    /// <inheritdoc/>
    public string Why => "Features far from 0 look nearly the same on every sample: half of the first layer is born dead, half always fires, and the large inputs make every step large.";

    /// <inheritdoc/>
    public string Evidence => "γ of the features above 1, clearly above 2; little if the network normalises before its first activation.";

    /// <inheritdoc/>
    public string Experiment => "The same run with standardised features.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var data = context.Run.Data;
        if (!context.Recipe.Standardize && data.Gamma > context.Thresholds.UncenteredInfo && !DataScale.Prevails(data, context.Thresholds))
        {
            yield return new Probe(
                this, "features standardised", "standardise the features", context.Recipe with { Standardize = true },
                data.Normalized ? DataScale.Hidden : data.Gamma > context.Thresholds.UncenteredWarning ? 1 : 0.4);
        }
    }
}
