using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Kernels;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>The rectifier that learns its slope.</summary>
/// <param name="Alpha">Where the slopes begin.</param>
/// <param name="Shared">Whether all units share one slope.</param>
/// <param name="Kink">λ; null for the recipe's.</param>
public sealed record PreluLayer(double Alpha = 0.25, bool Shared = false, double? Kink = null) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "prelu";

    /// <inheritdoc/>
    public override string Summary => "the rectifier that learns its slope";

    internal override string Shorthand => "alpha";

    internal override RecipeLayer Read(RecipeFields fields) =>
        new PreluLayer(fields.Take("alpha")?.Single() ?? Alpha, fields.Flag("shared", Shared), fields.Take("kink")?.Number(0, 1));

    internal override void Write(JsonObject json)
    {
        json.Add("alpha", JsonValue.Create(Alpha));
        if (Shared)
        {
            json.Add("shared", JsonValue.Create(true));
        }

        json.Put("kink", Kink);
    }

    internal override Network Apply(Network network, RecipePlace place) => network.Prelu(Alpha, Shared, Kink is { } k ? new Kink(k) : null);
}
