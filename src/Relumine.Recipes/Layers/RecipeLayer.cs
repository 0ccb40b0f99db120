using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Graph.Errors;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>A layer of a recipe: one file here each. With customary values it is the prototype by which the catalogue knows it.</summary>
public abstract record RecipeLayer
{
    /// <summary>The key in recipes, e.g. <c>dense</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>The key that a bare value stands for: <c>units</c>, so that <c>{ "dense": 64 }</c> is <c>{ "dense": { "units": 64 } }</c>. Null for
    /// none.</summary>
    internal virtual string? Shorthand => null;

    /// <summary>Reads the keys. Called on the prototype.</summary>
    internal abstract RecipeLayer Read(RecipeFields fields);

    /// <summary>Writes the keys, those with customary values left out.</summary>
    internal virtual void Write(JsonObject json)
    {
    }

    /// <summary>Puts the layer behind a network.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    /// <exception cref="RelumineException">A layer inside does not fit; the message names its path.</exception>
    internal abstract Network Apply(Network network, RecipePlace place);
}

/// <summary>Where in a recipe a layer stands, for messages.</summary>
/// <param name="Source">The file, or what stands for it.</param>
/// <param name="Path">The JSON path, e.g. <c>$.model[2]</c>.</param>
internal readonly record struct RecipePlace(string Source, string Path);

/// <summary>Every layer that recipes know.</summary>
[Catalogue]
public static partial class RecipeLayers
{
    /// <summary>A prototype of each, in the order of their names; <see cref="ActivationLayer"/> stands for all activations.</summary>
    public static partial IReadOnlyList<RecipeLayer> All { get; }
}
