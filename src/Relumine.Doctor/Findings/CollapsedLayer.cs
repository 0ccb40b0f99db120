using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A layer all of whose units are dead.</summary>
internal sealed class CollapsedLayer : IFinding
{
    /// <inheritdoc/>
    public string Id => "collapsed-layer";

    /// <inheritdoc/>
    public string Title => "Collapsed layer";

    /// <inheritdoc/>
    public string Why =>
        "If every unit of a layer is dead, the layer says the same about every input, and so does everything that only sees the network through it. "
        + "No gradient passes back either, so training on cannot repair it.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) => "Every unit of the layer is dead. Always critical.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Revive, Cure.LowerRate, Cure.Reinitialize, Cure.Widen, Cure.ScaleData];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "init-bias", "data-not-centred", "architecture-too-narrow", "data-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context) =>
        from layer in context.Hidden
        where layer.Dead == layer.Units && layer.Samples > 0
        select new Finding(
            Id, Severity.Critical, layer.Name, layer.Units,
            $"Layer '{layer.Name}': none of its {Wording.Count(layer.Units)} {layer.Units()} fired on {Wording.Count(layer.Samples, "sample")}. "
            + "Whatever only passes through this layer is the same for every input." + context.Caveat(layer),
            new Dictionary<string, double>
            {
                ["dead"] = layer.Units,
                ["samples"] = layer.Samples,
                ["firingRateBound95"] = context.FiringRateBound(layer),
            },
            context.Cures(layer, Cures));
}
