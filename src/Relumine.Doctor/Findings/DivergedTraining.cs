using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A training run that was stopped by numbers that are not finite.</summary>
internal sealed class DivergedTraining : IFinding
{
    /// <inheritdoc/>
    public string Id => "diverged-training";

    /// <inheritdoc/>
    public string Title => "Diverged training";

    /// <inheritdoc/>
    public string Why =>
        "Once the loss is NaN or infinite nothing can be learned any more: every update makes all weights NaN. "
            + "What matters is the operator that made the first such number.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "The loss of a step was not finite. Always critical. Training runs and watched loops only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LowerRate, Cure.ScaleData, Cure.Reinitialize, Cure.TraceOrigin];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes =>
        ["learning-rate-too-high", "init-too-large", "target-scale", "data-scale", "data-outliers", "momentum-too-high", "missing-normalisation"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is { Divergence: { } divergence } run)
        {
            yield return new(
                Id, Severity.Critical, null, null,
                $"Training broke off at {divergence}.",
                new Dictionary<string, double> { ["step"] = divergence.Step, ["epoch"] = divergence.Epoch, ["lossAtStart"] = run.StartLoss },
                Cures);
        }

        if (context.LostLoss is (var step, var loss))
        {
            yield return new(
                Id, Severity.Critical, null, null,
                $"The loss of step {Wording.Count(step)} is {Wording.Loss(loss)}: what the network learns from now on is lost. "
                    + "Go back to weights from before it.",
                new Dictionary<string, double> { ["step"] = step, ["loss"] = loss },
                Cures);
        }
    }
}
