using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Findings;

/// <summary>Rectifiers that never rectify.</summary>
internal sealed class AlwaysOnUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "always-on-units";

    /// <inheritdoc/>
    public string Title => "Always-on units";

    /// <inheritdoc/>
    public string Why =>
        "A rectifier whose pre-activation is above 0 on every sample works as a straight line: it bends nothing. "
            + "A layer of such units could be merged with its neighbour. "
        + "Born-dead and always-on units in about equal numbers in the first layer point to data that are not centred.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"z > 0 on every sample (for channels: at every position), for functions that are linear there. "
            + $"Info from {Wording.Percent(limits.Layers.AlwaysOnInfo)} of a layer, warning if it is the whole layer.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LeaveAlone, Cure.ScaleData];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["data-not-centred", "weight-decay-too-strong", "init-bias"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context) =>
        from layer in context.Layers
        let share = layer.AlwaysOn / (double)layer.Units
        where layer.IsLinearWhenOn && layer.AlwaysOn > 0 && share >= context.Thresholds.Layers.AlwaysOnInfo
        let whole = layer.AlwaysOn == layer.Units
        select new Finding(
            Id, whole ? Severity.Warning : Severity.Info, layer.Name, layer.AlwaysOn,
            $"Layer '{layer.Name}': {layer.Of(layer.AlwaysOn)} were above 0 {(layer.Kind == LayerKind.Dense ? "on every one" : "everywhere on every one")} of "
                + $"{Wording.Count(layer.Samples, "sample")}, "
            + (whole ? "so the layer bends nothing: it acted as a linear one." : "so they acted as linear units.")
            + context.Caveat(layer),
            new Dictionary<string, double> { ["alwaysOn"] = layer.AlwaysOn, ["share"] = share, ["samples"] = layer.Samples },
            context.Cures(layer, Cures));
}
