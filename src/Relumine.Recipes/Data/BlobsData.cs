using System.Text.Json.Nodes;
using Relumine.Data.Generators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Gaussian clouds; see <see cref="Blobs"/>.</summary>
/// <param name="Features">The numbers in a sample.</param>
/// <param name="Classes">The number of clouds.</param>
/// <param name="Shift">What is added to every number.</param>
public sealed record BlobsData(int Features = 20, int Classes = 10, double Shift = 0) : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "blobs";

    /// <inheritdoc/>
    public override string Summary => "Gaussian clouds, one for each class";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new Blobs(Samples ?? 1000, Features, Classes, Shift, Seed ?? seed);

    private protected override RecipeGenerator ReadOwn(RecipeFields fields) =>
        new BlobsData(fields.Integer("features", Features, 1), fields.Integer("classes", Classes, 1), fields.Number("shift", Shift));

    private protected override void WriteOwn(JsonObject json)
    {
        json.Put("features", Features.Unless(20));
        json.Put("classes", Classes.Unless(10));
        json.Put("shift", Shift.Unless(0));
    }
}
