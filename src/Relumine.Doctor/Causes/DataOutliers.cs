namespace Relumine.Doctor.Causes;

/// <summary>Single numbers that lie far outside of what is usual.</summary>
public sealed class DataOutliers : ICause
{
    /// <inheritdoc/>
    public string Id => "data-outliers";

    /// <inheritdoc/>
    public string Title => "The data have outliers";

    /// <inheritdoc/>
    public string Why => "One number far out makes one enormous gradient, and a single step throws the weights off or kills many units. Often it is a typing error, or a code such as −999 for missing.";

    /// <inheritdoc/>
    public string Evidence => "A number, or a target, that lies more than 50 robust standard deviations from its median.";

    /// <inheritdoc/>
    public string Experiment => "The same run with features, or targets, limited to 5 robust standard deviations around their medians.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var (recipe, data) = (context.Recipe, context.Run.Data);
        if (!recipe.Winsorize && data.Outlier > context.Thresholds.Outlier)
        {
            yield return new Probe(this, "features winsorised", "winsorise the features", recipe with { Winsorize = true }, data.Normalized ? 0.4 : 1);
        }

        if (!recipe.WinsorizeTargets && context.Run.Targets?.Outlier > context.Thresholds.Outlier)
        {
            yield return new Probe(this, "targets winsorised", "winsorise the targets", recipe with { WinsorizeTargets = true }, 1);
        }
    }
}
