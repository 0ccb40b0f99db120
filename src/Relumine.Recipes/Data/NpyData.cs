using System.Text.Json.Nodes;
using Relumine.Data.Formats;
using Relumine.Graph.Errors;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Two arrays of NumPy, each in a file of its own; the samples may be raw numbers.</summary>
/// <param name="Features">The file with the samples, relative to the recipe's folder.</param>
/// <param name="Labels">The file with their labels; null if there are targets.</param>
/// <param name="Targets">The file with the numbers that are to be learned; null if there are labels.</param>
/// <param name="Divide">What every number of the samples is divided by; not 0.</param>
/// <param name="Raw">Type and shape of a sample, e.g. <c>uint8:28,28</c>, where the samples have no header; see <see cref="RawFormat"/>. Null for none.</param>
public sealed record NpyData(string Features = "", string? Labels = null, string? Targets = null, double Divide = 1, string? Raw = null) : RecipeData
{
    /// <summary>The file that says how much each sample counts; null for none.</summary>
    public string? Weights { get; init; }

    /// <inheritdoc/>
    public override string Name => "npy";

    /// <inheritdoc/>
    public override string Summary => "two arrays of NumPy, a file each";

    internal override RecipeData Read(RecipeFields fields)
    {
        var features = fields.Need("features", "the NPY file with the samples").Text();
        var (labels, targets) = (fields.Take("labels")?.Text(), fields.Take("targets")?.Text());
        var raw = fields.Take("raw");
        try
        {
            _ = raw is null ? null : RawFormat.Parse(raw.Value.Text());
        }
        catch (RelumineException e)
        {
            throw raw!.Value.Fail($"is wrong: {e.Message}");
        }

        return labels is null == targets is null
            ? throw fields.Entry.Fail(labels is null
                ? "lacks the file to learn from: give \"labels\" for classes or \"targets\" for numbers."
                : "has labels and targets; a network learns one of them. Leave one out.")
            : new NpyData(features, labels, targets, IdxData.ReadDivide(fields), raw?.Text()) { Weights = fields.Take("weights")?.Text() };
    }

    internal override RecipeData WithPaths(Func<string, string> path) => this with
    {
        Features = path(Features),
        Labels = Labels is { } labels ? path(labels) : null,
        Targets = Targets is { } targets ? path(targets) : null,
    };

    internal override void Write(JsonObject json)
    {
        json.Put("features", Features);
        json.Put("labels", Labels);
        json.Put("targets", Targets);
        json.Put("weights", Weights);
        json.Put("divide", Divide.Unless(1));
        json.Put("raw", Raw);
    }
}
