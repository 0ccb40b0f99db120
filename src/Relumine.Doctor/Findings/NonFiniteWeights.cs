using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Weights that are NaN or infinite.</summary>
internal sealed class NonFiniteWeights : IFinding
{
    /// <inheritdoc/>
    public string Id => "non-finite-weights";

    /// <inheritdoc/>
    public string Title => "Weights that are not finite";

    /// <inheritdoc/>
    public string Why =>
        "One NaN in a weight makes everything that it touches NaN. It usually comes from a training run that diverged. (An infinity may be meant, e.g. "
            + "as the mask of an attention.)";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) => "A weight tensor holds NaN or infinity. Critical if activations are not finite either, otherwise a warning.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LowerRate, Cure.TraceOrigin];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "init-too-large", "momentum-too-high"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var spreads = context.Layers.Any(l => l.NonFinite > 0);
        return context.NonFiniteWeights.Select(weight => new Finding(
            Id, spreads ? Severity.Critical : Severity.Warning, weight.Name, null,
            $"Weight '{weight.Name}': {Wording.Count(weight.NonFinite)} of {Wording.Count(weight.Length, "number")} {(weight.NonFinite == 1 ? "is" : "are")} "
                + $"NaN or infinite"
                + (
                    spreads
                        ? ", and so are activations. The model cannot be trusted: go back to a checkpoint from before."
                        : ", but every observed activation is finite."
                ),
            new Dictionary<string, double> { ["nonFinite"] = weight.NonFinite, ["numbers"] = weight.Length },
            Cures));
    }
}
