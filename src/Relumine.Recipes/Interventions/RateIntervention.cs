using System.Text.Json.Nodes;

namespace Relumine.Recipes.Interventions;

/// <summary>Another learning rate for all steps behind; the schedule goes on to change it by its factors.</summary>
/// <param name="After">The step after which it holds.</param>
/// <param name="Rate">The rate, at least 0.</param>
public sealed record RateIntervention(long After, double Rate) : Intervention(After)
{
    /// <inheritdoc/>
    public override string Do => FormattableString.Invariant($"set the rate to {Rate:G4}");

    internal override bool ChangesNetwork => false;

    internal override void Write(JsonObject json) => json["rate"] = Rate;
}
