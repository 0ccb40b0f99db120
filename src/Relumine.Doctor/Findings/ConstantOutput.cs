using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A layer that puts out the same whatever comes in.</summary>
internal sealed class ConstantOutput : IFinding
{
    /// <inheritdoc/>
    public string Id => "constant-output";

    /// <inheritdoc/>
    public string Title => "A layer that is constant by design";

    /// <inheritdoc/>
    public string Why =>
        "A softmax divides by the sum: over a single unit it is always 1. A normalization takes the mean away: of a single number 0 is left. "
            + "Whatever stands in front of such a layer, nothing of it comes through, and no gradient goes back.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "A softmax over one channel, or a layer normalization over one number. Always critical: it is so before the first step. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LinearOutput];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["output-activation"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training?.Blueprint.Constants is [var first, ..] constants)
        {
            yield return new(
                Id, Severity.Critical, null, null,
                $"The {first.Name} at {first.Path} has a single number to look at, and of that it makes {Wording.Number(first.Value)} whatever it is: "
                    + "nothing of the input comes through.",
                new Dictionary<string, double> { ["layers"] = constants.Count, ["value"] = first.Value },
                Cures)
            { Certain = true };
        }
    }
}
