using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;

namespace Relumine.Doctor.Causes;

/// <summary>The units begin equal.</summary>
internal sealed class InitSymmetric : ICause
{
    /// <inheritdoc/>
    public string Id => "init-symmetric";

    /// <inheritdoc/>
    public string Title => "The units begin equal";

    /// <inheritdoc/>
    public string Why => "Units that begin with the same weights get the same gradients and stay the same: the layer can do no more than one unit could.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) => "Most units of a layer have the same incoming weights and bias, before the first update and at the end.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with He's normal weights, scaled for the activations that follow.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Initialization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (context.BeganSymmetric && context.Recipe.Reinitialized(new HeNormal()) is var he && he != context.Recipe)
        {
            yield return new ProposedExperiment(
                this,
                "weights → heNormal",
                "begin with heNormal weights",
                he,
                context.IsSymmetric ? context.Thresholds.Evidence.Certain : context.Thresholds.Evidence.Good
            );
        }
    }
}
