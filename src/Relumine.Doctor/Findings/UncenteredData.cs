using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Data whose means are large against their spread.</summary>
internal sealed class UncenteredData : IFinding
{
    /// <inheritdoc/>
    public string Id => "data-not-centred";

    /// <inheritdoc/>
    public string Title => "Data that are not centred";

    /// <inheritdoc/>
    public string Why =>
        "If the features lie far from 0, every unit of the first layer sees nearly the same number on every sample: "
            + "about half of the units are born dead and as many always fire. Subtracting the mean removes it.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "γ = √Σμ² ÷ √Σσ² over the features that the first layer sees, after any normalisation. "
        + $"Info above {Wording.Amount(limits.Data.UncenteredInfo)}, warning above {Wording.Amount(limits.Data.UncenteredWarning)}, critical above "
        + $"{Wording.Amount(limits.Data.UncenteredCritical)} if the network does not learn; info if the network normalises its inputs itself. "
        + $"Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Standardize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["data-not-centred"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is not { Data: { } data } run || data.Gamma <= context.Thresholds.Data.UncenteredInfo)
        {
            yield break;
        }

        var limits = context.Thresholds;
        var severity = data.Normalized || data.Gamma <= limits.Data.UncenteredWarning ? Severity.Info
            : data.Gamma > limits.Data.UncenteredCritical && context.IsNoBetterThanConstant ? Severity.Critical : Severity.Warning;
        var first = run.Start.Count > 0 ? run.Start[0] : null;
        yield return new(
            Id, severity, null, null,
            $"The means of the features are {Wording.Number(data.Gamma)} times as large as their spread"
                + (data.OffCenter.Length > 0 && data.Features > 1 ? $", most of all that of {data.OffCenter}" : "")
                + (
                    data.Normalized ? ", but the network normalises them itself."
                    : first is null ? "."
                    : $"; before the first update {Wording.Percent(first.DeadShare)} of the first layer never fired and "
                        + $"{Wording.Percent(first.AlwaysOn / (double)first.Units)} always did."
                ),
            new Dictionary<string, double>
            {
                ["gamma"] = data.Gamma,
                ["features"] = data.Features,
                ["bornDead"] = first?.DeadShare ?? double.NaN,
                ["alwaysOn"] = first is null ? double.NaN : first.AlwaysOn / (double)first.Units,
            },
            data.Normalized ? [Cure.LeaveAlone] : Cures
        );
    }
}
