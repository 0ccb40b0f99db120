using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Columns that are the same on every sample.</summary>
internal sealed class ConstantFeatures : IFinding
{
    /// <inheritdoc/>
    public string Id => "constant-features";

    /// <inheritdoc/>
    public string Title => "Features that never change";

    /// <inheritdoc/>
    public string Why =>
        "A feature that is the same on every sample tells nothing: its weights are one more bias. Where it changes in use, the network has never learned what "
            + "that means. Often a column was read wrongly, or a filter left one of its values.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "A feature has the same number on all samples to learn from. Only where samples are rows of features: borders of images never change either. "
            + "Info. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.CheckData, Cure.LeaveAlone];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => [];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training?.Data.Columns is { Constant: { Count: > 0 } constant } columns)
        {
            yield return new(
                Id, Severity.Info, null, null,
                $"{Wording.Count(constant.Count, "feature never changes", "features never change")}: "
                    + $"{Wording.Several([.. constant.Select(columns.Name)])}.",
                new Dictionary<string, double> { ["constant"] = constant.Count, ["features"] = context.Training.Data.Features + constant.Count },
                Cures)
            { Certain = true };
        }
    }
}
