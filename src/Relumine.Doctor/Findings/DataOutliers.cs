using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Numbers far outside of what their feature usually is.</summary>
internal sealed class DataOutliers : IFinding
{
    /// <inheritdoc/>
    public string Id => "data-outliers";

    /// <inheritdoc/>
    public string Title => "Outliers in the data";

    /// <inheritdoc/>
    public string Why =>
        "One sample far out makes one enormous gradient, which may kill many units in a single step. "
            + "Often it is a typing error, or a code such as 999 for missing.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"|x − median| ÷ (1.4826 · median absolute deviation) of a feature is above {Wording.Amount(limits.Data.Outlier)} on some sample. A warning; "
            + $"info if the network normalises its inputs itself. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Winsorize, Cure.Standardize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["data-outliers"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is { Data: { } data } && data.Outlier > context.Thresholds.Data.Outlier)
        {
            yield return new(
                Id, data.Normalized ? Severity.Info : Severity.Warning, null, null,
                $"A number lies {Wording.Number(data.Outlier)} robust standard deviations from the median of its feature.",
                new Dictionary<string, double> { ["robustZ"] = data.Outlier, ["features"] = data.Features },
                Cures);
        }
    }
}
