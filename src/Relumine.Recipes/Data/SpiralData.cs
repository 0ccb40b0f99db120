using System.Text.Json.Nodes;
using Relumine.Data.Generators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Spiral arms in the plane; see <see cref="Spiral"/>.</summary>
/// <param name="Classes">The number of arms.</param>
public sealed record SpiralData(int Classes = 3) : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "spiral";

    /// <inheritdoc/>
    public override string Summary => "spiral arms in the plane, one for each class";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new Spiral(Samples ?? 600, Classes, Seed ?? seed);

    private protected override RecipeGenerator ReadOwn(RecipeFields fields) => new SpiralData(fields.Integer("classes", Classes, 1));

    private protected override void WriteOwn(JsonObject json) => json.Put("classes", Classes.Unless(3));
}
