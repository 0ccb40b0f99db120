using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that say the same about every sample without being dead.</summary>
internal sealed class ConstantUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "constant-units";

    /// <inheritdoc/>
    public string Title => "Constant units";

    /// <inheritdoc/>
    public string Why =>
        "A constant unit adds the same number on every sample: it is a bias in disguise. "
            + "Many of them mean that the layer no longer looks at its input, as after too strong weight decay.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The standard deviation of the activation is at most {Wording.Amount(limits.Units.ConstantDeviation)} (times |mean| if that is above 1), and the unit "
            + $"is not dead. Info from {Wording.Percent(limits.Layers.ConstantInfo)} of a layer, warning above "
            + $"{Wording.Percent(limits.Layers.ConstantWarning)}.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LessDecay, Cure.ScaleData, Cure.LeaveAlone];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["weight-decay-too-strong", "data-scale"];

    /// <inheritdoc/>
    public bool IsOfIdleUnits => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context) =>
        from layer in context.Layers
        let share = layer.Constant / (double)layer.Units
        where layer.Constant > 0 && share >= context.Thresholds.Layers.ConstantInfo
        let many = share > context.Thresholds.Layers.ConstantWarning
        select new Finding(
            Id, many ? Severity.Warning : Severity.Info, layer.Name, layer.Constant,
            $"Layer '{layer.Name}': {layer.Of(layer.Constant)} put out the same number on every one of {Wording.Count(layer.Samples, "sample")}"
                + (many ? ": most of the layer does not look at its input." : ". They act as biases.")
                + context.Caveat(layer),
            new Dictionary<string, double>
            {
                ["constant"] = layer.Constant,
                ["share"] = share,
                ["samples"] = layer.Samples,
                ["largestDeviation"] = context.Thresholds.Units.ConstantDeviation,
            },
            context.Cures(layer, many ? [Cure.LessDecay, Cure.ScaleData] : [Cure.LeaveAlone])
        );
}
