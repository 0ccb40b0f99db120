using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that are copies of one another.</summary>
internal sealed class SymmetricUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "symmetric-units";

    /// <inheritdoc/>
    public string Title => "Symmetric units";

    /// <inheritdoc/>
    public string Why =>
        "Units that begin with the same weights get the same gradients, so they stay the same: "
            + "a layer of copies has the power of a single unit, however wide it is. They fire, so no count of dead units shows it.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"Units of a layer before the last have the same incoming weights and bias as another one, before the first update and still at the end. "
        + $"A warning from {Wording.Percent(limits.Layers.SymmetricShare)} of a layer, critical if the network has learned less than "
        + $"{Wording.Share(limits.Training.HalfSkill)}. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-symmetric"];

    /// <inheritdoc/>
    public bool IsOfIdleUnits => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        foreach (var layer in context.Training?.Weights.Where(w => !w.IsOutput && w.Units > 1) ?? [])
        {
            var share = layer.Duplicates / (layer.Units - 1.0);
            if (share >= context.Thresholds.Layers.SymmetricShare)
            {
                yield return new(
                    Id, context.Training!.Skill < context.Thresholds.Training.HalfSkill ? Severity.Critical : Severity.Warning, layer.Name, layer.Duplicates,
                    $"Weight '{layer.Name}': {Wording.Count(layer.Duplicates)} of {Wording.Count(layer.Units)} units are copies of others and were so from the "
                        + $"beginning: the layer can do no more than {Wording.Count(layer.Units - layer.Duplicates, "unit")} could.",
                    new Dictionary<string, double> { ["duplicates"] = layer.Duplicates, ["units"] = layer.Units, ["share"] = share },
                    Cures);
            }
        }
    }
}
