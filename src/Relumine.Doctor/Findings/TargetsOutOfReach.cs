using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Targets that the output cannot be, whatever the weights.</summary>
internal sealed class TargetsOutOfReach : IFinding
{
    /// <inheritdoc/>
    public string Id => "targets-out-of-reach";

    /// <inheritdoc/>
    public string Title => "Targets out of the output's reach";

    /// <inheritdoc/>
    public string Why =>
        "A ReLU never puts out a number below 0, a sigmoid none above 1. If the network ends in one and targets lie elsewhere, no training gets there. "
            + "In front of a loss that squashes its input itself, such an activation squashes twice and keeps probabilities away from 0 or 1. "
            + "This is known before the first step.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The network ends in an activation, and a target is outside of what that puts out. A warning; critical if that leaves "
            + $"{Wording.Percent(limits.Design.OutOfReach)} or more of the targets' variance unexplained, or if a label can never be answered. With "
            + $"softmaxCrossEntropy a warning if no label can get a probability of {Wording.Percent(limits.Design.ReachedProbability)}. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LinearOutput, Cure.StandardizeTargets];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["output-activation"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds.Design;
        if (context.Training?.Reach is not { } reach || (reach.Beyond == 0 && reach.Probability >= limits.ReachedProbability))
        {
            yield break;
        }

        var range = reach.Range;
        var grave = reach.Beyond > 0 && (reach.Label is not null || reach.Lost >= limits.OutOfReach);
        var ends = $"The network ends in {range.Layer}, which puts out {Between(range)}";
        yield return new(
            Id, grave ? Severity.Critical : Severity.Warning, null, null,
            reach.Beyond == 0
                ? $"{ends}, and the loss takes that as logits: no label can get a probability above {Wording.Percent(reach.Probability)}."
                : reach.Label is { } label
                    ? $"{ends}, and the loss takes that as logits: {Wording.Count(reach.Beyond)} of {Wording.Count(reach.Targets, "target")} are {label}, "
                        + $"which then never gets a probability above {Wording.Percent(reach.Probability)}."
                    : $"{ends}: {Wording.Count(reach.Beyond)} of {Wording.Count(reach.Targets, "target")} lie outside (they range from "
                        + $"{Wording.Number(reach.Smallest)} to {Wording.Number(reach.Largest)}), so R² stays below {Wording.Number(1 - reach.Lost)}.",
            new Dictionary<string, double>
            {
                ["low"] = range.Low,
                ["high"] = range.High,
                ["beyond"] = reach.Beyond,
                ["targets"] = reach.Targets,
                ["lost"] = reach.Lost,
                ["probability"] = reach.Probability,
            },
            reach.Label is null && reach.Beyond > 0 ? Cures : [Cure.LinearOutput])
        { Certain = true };
    }

    private static string Between(OutputRange range) =>
        double.IsPositiveInfinity(range.High) ? $"nothing below {Say(range.Low)}"
        : double.IsNegativeInfinity(range.Low) ? $"nothing above {Say(range.High)}"
        : $"numbers from {Say(range.Low)} to {Say(range.High)}";

    private static string Say(double end) => Wording.Number(end).Replace('-', '−');
}
