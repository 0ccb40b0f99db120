using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Kernels;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>The rectifier whose slope is drawn for every number while the network learns.</summary>
/// <param name="Lower">The smallest slope.</param>
/// <param name="Upper">The largest slope.</param>
/// <param name="Kink">λ; null for the recipe's.</param>
public sealed record RReluLayer(double Lower = 1.0 / 8, double Upper = 1.0 / 3, double? Kink = null) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "rrelu";

    /// <inheritdoc/>
    public override string Summary => "the rectifier whose slope is drawn for every number while the network learns, and is the mean afterwards";

    internal override RecipeLayer Read(RecipeFields fields)
    {
        var (lower, upper) = (fields.Take("lower")?.Single() ?? Lower, fields.Take("upper")?.Single() ?? Upper);
        return lower <= upper
            ? new RReluLayer(lower, upper, fields.Take("kink")?.Number(0, 1))
            : throw fields.Entry.Fail(FormattableString.Invariant($"draws slopes from {lower} to {upper}; lower must not be above upper."));
    }

    internal override void Write(JsonObject json)
    {
        json.Put("lower", Lower.Unless(1.0 / 8));
        json.Put("upper", Upper.Unless(1.0 / 3));
        json.Put("kink", Kink);
    }

    internal override Network Apply(Network network, RecipePlace place) => network.RandomizedRelu(Lower, Upper, Kink is { } k ? new Kink(k) : null);
}
