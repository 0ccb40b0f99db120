using System.Text.Json.Nodes;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Arrays in a file of NumPy.</summary>
/// <param name="Path">The file, relative to the recipe's folder.</param>
/// <param name="Features">The array with the samples.</param>
/// <param name="Labels">The array with their labels; null if there are targets.</param>
/// <param name="Targets">The array with the numbers that are to be learned; null if there are labels.</param>
/// <param name="Divide">What every number of the samples is divided by; not 0.</param>
public sealed record NpzData(string Path = "", string Features = "x", string? Labels = "y", string? Targets = null, double Divide = 1) : RecipeData
{
    /// <summary>The array that says how much each sample counts; null for none.</summary>
    public string? Weights { get; init; }

    /// <inheritdoc/>
    public override string Name => "npz";

    /// <inheritdoc/>
    public override string Summary => "arrays in a file of NumPy";

    /// <inheritdoc/>
    internal override string Shorthand => "path";

    internal override RecipeData Read(RecipeFields fields)
    {
        var path = fields.Need("path", "the NPZ file").Text();
        var features = fields.Take("features")?.Text() ?? Features;
        var (labels, targets) = (fields.Take("labels")?.Text(), fields.Take("targets")?.Text());
        return labels is null || targets is null
            ? new NpzData(path, features, targets is null ? labels ?? Labels : null, targets, IdxData.ReadDivide(fields))
            {
                Weights = fields.Take("weights")?.Text(),
            }
            : throw fields.Entry.Fail("has labels and targets; a network learns one of them. Leave one out.");
    }

    internal override RecipeData WithPaths(Func<string, string> path) => this with { Path = path(Path) };

    internal override void Write(JsonObject json)
    {
        json.Put("path", Path);
        json.Put("features", Features == "x" ? null : Features);
        json.Put("labels", Labels == "y" ? null : Labels);
        json.Put("targets", Targets);
        json.Put("weights", Weights);
        json.Put("divide", Divide.Unless(1));
    }
}
