using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Pre-activations that are NaN or infinite.</summary>
internal sealed class NonFiniteActivations : IFinding
{
    /// <inheritdoc/>
    public string Id => "non-finite-activations";

    /// <inheritdoc/>
    public string Title => "Activations that are not finite";

    /// <inheritdoc/>
    public string Why =>
        "NaN and infinity spread: what one layer makes, all later ones pass on. Units with such values are neither dead nor alive; "
            + "they are counted as invalid. The first layer that shows them is the one to look at.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "A unit's pre-activation was NaN or infinite on at least one sample. Always critical; reported for the first such layer. "
            + "An audit runs the first such sample again, node by node, and names the node that made the number; outputs count, too.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.TraceOrigin, Cure.LowerRate, Cure.ScaleData];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "init-too-large", "data-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var sick = context.Layers.Where(l => l.NonFinite > 0).ToArray();
        var origin = context.NonFiniteOrigin;
        if (sick is not [var first, ..])
        {
            if (origin is not null)
            {
                yield return new(
                    Id, Severity.Critical, origin.Output, null,
                    $"Every layer is finite, but what the network puts out is not. {origin}",
                    new Dictionary<string, double> { ["layers"] = 0, ["sample"] = origin.Sample },
                    [Cure.TraceOrigin]);
            }

            yield break;
        }

        yield return new(
            Id, Severity.Critical, first.Name, first.NonFinite,
            $"Layer '{first.Name}': {first.Of(first.NonFinite)} had a NaN or infinite pre-activation on {Wording.Count(first.Samples, "sample")}. "
            + (origin is not null ? origin.ToString()
                : sick.Length == 1 ? "No other layer did."
                : $"It is the first of {Wording.Count(sick.Length)} such layers: look there."),
            Evidence(first, sick.Length, origin),
            Cures);
    }

    private static Dictionary<string, double> Evidence(LayerResult first, int layers, NonFiniteOrigin? origin)
    {
        var evidence = new Dictionary<string, double> { ["units"] = first.NonFinite, ["layers"] = layers, ["samples"] = first.Samples };
        if (origin is not null)
        {
            evidence["sample"] = origin.Sample;
        }

        return evidence;
    }
}
