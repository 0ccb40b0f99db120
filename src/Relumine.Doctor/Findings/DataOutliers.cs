using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
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
        $"|x − median| ÷ (1.4826 · median absolute deviation) of a feature or a target is above {Wording.Amount(limits.Data.Outlier)} on some "
            + $"sample. A warning; info for features that the network normalises itself. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Winsorize, Cure.Standardize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["data-outliers"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is not { Data: { } data } run)
        {
            yield break;
        }

        var limit = context.Thresholds.Data.Outlier;
        if (data.Outlier > limit)
        {
            yield return new(
                Id, data.Normalized ? Severity.Info : Severity.Warning, null, null,
                Say(data.FarthestOut, data.Outlier, "feature"),
                new Dictionary<string, double> { ["robustZ"] = data.Outlier, ["features"] = data.Features, ["value"] = data.FarthestOut?.Value ?? double.NaN },
                Cures);
        }

        if (run.Targets is { } targets && targets.Outlier > limit)
        {
            yield return new(
                Id, Severity.Warning, "targets", null,
                Say(targets.FarthestOut, targets.Outlier, "target"),
                new Dictionary<string, double> { ["robustZ"] = targets.Outlier, ["value"] = targets.FarthestOut?.Value ?? double.NaN },
                Cures);
        }
    }

    private static string Say(DataPlace? place, double far, string what)
    {
        var distance = $"{Wording.Number(far)} robust standard deviations from the median of its {what}";
        return place is null ? $"A number lies {distance}."
            : $"{char.ToUpperInvariant(place.Column[0])}{place.ToString()[1..]}, {distance}."
                + (place.Count > 1 ? " A number that is so often the same may stand for a missing value." : "");
    }
}
