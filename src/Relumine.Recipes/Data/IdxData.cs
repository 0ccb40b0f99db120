using System.Text.Json.Nodes;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Images and labels in the format of MNIST.</summary>
/// <param name="Images">The file with the samples, relative to the recipe's folder.</param>
/// <param name="Labels">The file with their labels.</param>
/// <param name="Divide">What every number is divided by; not 0.</param>
public sealed record IdxData(string Images = "", string Labels = "", double Divide = 1) : RecipeData
{
    /// <inheritdoc/>
    public override string Name => "idx";

    /// <inheritdoc/>
    public override string Summary => "images and labels in the format of MNIST";

    internal override RecipeData Read(RecipeFields fields) =>
        new IdxData(
            fields.Need("images", "the IDX file with the samples").Text(),
            fields.Need("labels", "the IDX file with their labels").Text(),
            ReadDivide(fields)
        );

    internal override RecipeData WithPaths(Func<string, string> path) => this with { Images = path(Images), Labels = path(Labels) };

    internal override void Write(JsonObject json)
    {
        json.Put("images", Images);
        json.Put("labels", Labels);
        json.Put("divide", Divide.Unless(1));
    }

    internal static double ReadDivide(RecipeFields fields) => fields.Number("divide", 1, double.Epsilon);
}
