using System.Text.Json.Nodes;
using Relumine.Graph.Operators;

namespace Relumine.Recipes.Interventions;

/// <summary>
/// Revives units (after ReDo, Sokar et al. 2023): incoming weights drawn anew as they would begin, bias 0, outgoing weights 0, and the
/// optimizer's memory of these empty. The network computes the same as before at that moment.
/// </summary>
/// <param name="After">The step after which it is done.</param>
/// <param name="Layer">The layer of activations, an index into <see cref="Relumine.Recipes.Recipe.Model"/>; null for all.</param>
/// <param name="Units">Which of its units; none for those that are dead on the examined samples at that moment.</param>
public sealed record RevivalIntervention(long After, int? Layer = null, ValueArray<int> Units = default) : Intervention(After)
{
    /// <inheritdoc/>
    public override string Do => Units.Count switch
    {
        0 when Layer is null => "revive the dead units",
        0 => FormattableString.Invariant($"revive the dead units of layer {Layer}"),
        1 => FormattableString.Invariant($"revive unit {Units[0]} of layer {Layer}"),
        _ => FormattableString.Invariant($"revive {Units.Count} units of layer {Layer}"),
    };

    internal override void Write(JsonObject json)
    {
        json["revive"] = Units.Count == 0 ? JsonValue.Create(true) : new JsonArray([.. Units.Select(u => (JsonNode?)JsonValue.Create(u))]);
        if (Layer is { } layer)
        {
            json["layer"] = layer;
        }
    }
}
