using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Columns that say what another column says.</summary>
internal sealed class DuplicateFeatures : IFinding
{
    /// <inheritdoc/>
    public string Id => "duplicate-features";

    /// <inheritdoc/>
    public string Title => "Features that are copies of others";

    /// <inheritdoc/>
    public string Why =>
        "A feature that has the number of another one on every sample adds nothing, and gives that one twice the weight. "
            + "Often a column was joined twice, or one of the two was to be something else.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "A feature that varies has the same number as an earlier one on all samples to learn from. Only where samples are rows of features. Info. "
            + "Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.CheckData, Cure.LeaveAlone];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => [];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training?.Data.Columns is { Duplicate: { Count: > 0 } copies } columns)
        {
            yield return new(
                Id, Severity.Info, null, null,
                $"{Wording.Count(copies.Count, "feature is a copy of another", "features are copies of others")}: "
                    + $"{Wording.Several([.. copies.Select(c => $"{columns.Name(c.Copy)} of {columns.Name(c.Of)}")])}.",
                new Dictionary<string, double> { ["copies"] = copies.Count, ["features"] = context.Training.Data.Features },
                Cures)
            { Certain = true };
        }
    }
}
