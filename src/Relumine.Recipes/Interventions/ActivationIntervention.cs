using System.Text.Json.Nodes;
using Relumine.Graph.Operators;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes.Interventions;

/// <summary>Another activation in the place of one, the weights as they are.</summary>
/// <param name="After">The step after which it is done.</param>
/// <param name="Layer">The layer of activations, an index into <see cref="Relumine.Recipes.Recipe.Model"/>; null for every one between the layers.</param>
/// <param name="Activation">What stands there from then on.</param>
public sealed record ActivationIntervention(long After, int? Layer, ActivationLayer Activation) : Intervention(After)
{
    /// <inheritdoc/>
    public override string Do => $"use {Activation.Name} " + (Layer is { } layer ? FormattableString.Invariant($"in layer {layer}") : "between all layers");

    /// <summary>The layers with the other activation among them.</summary>
    internal ValueArray<RecipeLayer> Apply(ValueArray<RecipeLayer> model) =>
        model.Select((l, i) => l is ActivationLayer && (Layer is { } one ? i == one : i < model.Count - 1) ? Activation : l).ToArray();

    internal override void Write(JsonObject json)
    {
        json["activation"] = LayerList.Write([Activation])[0]!.DeepClone();
        if (Layer is { } layer)
        {
            json["layer"] = layer;
        }
    }
}
