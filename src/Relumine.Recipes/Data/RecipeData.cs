using System.Text.Json.Nodes;
using Relumine.Data.Generators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Where the samples of a recipe come from: a generator, or files.</summary>
public abstract record RecipeData
{
    /// <summary>The key in recipes, e.g. <c>blobs</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>The key that a bare value stands for, e.g. <c>path</c> in <c>{ "csv": "table.csv" }</c>; null where there is none.</summary>
    internal virtual string? Shorthand => null;

    /// <summary>The same data, with every file that they name called by another path; the same where they name none.</summary>
    /// <param name="path">The new path of a file, from the one that stands here.</param>
    internal virtual RecipeData WithPaths(Func<string, string> path) => this;

    /// <summary>Reads the keys inside. Called on the prototype.</summary>
    internal abstract RecipeData Read(RecipeFields fields);

    /// <summary>Writes the keys inside, those with customary values left out.</summary>
    internal abstract void Write(JsonObject json);
}

/// <summary>Samples that are made from a seed.</summary>
public abstract record RecipeGenerator : RecipeData
{
    /// <summary>The number of samples; null for what is customary for the generator.</summary>
    public int? Samples { get; init; }

    /// <summary>The seed of the data; null for that of the recipe.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The generator.</summary>
    /// <param name="seed">The seed of the recipe, which counts unless the data have <see cref="Seed"/>.</param>
    public abstract IGenerator Generate(ulong seed);

    internal sealed override RecipeData Read(RecipeFields fields)
    {
        var samples = fields.Take("samples")?.Integer(1);
        return ReadOwn(fields) with { Samples = samples, Seed = fields.Take("seed")?.Seed() };
    }

    internal sealed override void Write(JsonObject json)
    {
        json.Put("samples", Samples);
        WriteOwn(json);
        json.Put("seed", Seed);
    }

    private protected virtual RecipeGenerator ReadOwn(RecipeFields fields) => this;

    private protected virtual void WriteOwn(JsonObject json)
    {
    }
}

/// <summary>Every kind of data that a recipe can name.</summary>
[Catalogue]
public static partial class RecipeDataKinds
{
    /// <summary>A prototype of each, in the order of their names.</summary>
    public static partial IReadOnlyList<RecipeData> All { get; }
}
