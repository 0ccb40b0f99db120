using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>A layer that makes one number of each window.</summary>
public abstract record PoolLayer : RecipeLayer
{
    /// <summary>The taps along each dimension.</summary>
    public int Kernel { get; init; } = 2;

    /// <summary>The distance of neighbouring windows; null for <see cref="Kernel"/>, so that they do not overlap.</summary>
    public int? Stride { get; init; }

    /// <summary>How much is added at each end.</summary>
    public int Padding { get; init; }

    internal sealed override string Shorthand => "kernel";

    internal sealed override RecipeLayer Read(RecipeFields fields) => this with
    {
        Kernel = fields.Integer("kernel", Kernel, 1),
        Stride = fields.Take("stride")?.Integer(1),
        Padding = fields.Integer("padding", Padding, 0),
    };

    internal sealed override void Write(JsonObject json)
    {
        json.Put("kernel", Kernel);
        json.Put("stride", Stride);
        json.Put("padding", Padding.Unless(0));
    }

    internal sealed override Network Apply(Network network, RecipePlace place) => Pool(ConvLayer.WithChannels(network));

    private protected abstract Network Pool(Network network);
}
