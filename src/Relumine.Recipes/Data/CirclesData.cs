using System.Text.Json.Nodes;
using Relumine.Data.Generators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Two rings in the plane; see <see cref="Circles"/>.</summary>
/// <param name="Scale">Multiplies everything.</param>
public sealed record CirclesData(double Scale = 1) : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "circles";

    /// <inheritdoc/>
    public override string Summary => "two rings in the plane";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new Circles(Samples ?? 1000, Scale, Seed ?? seed);

    private protected override RecipeGenerator ReadOwn(RecipeFields fields) => new CirclesData(fields.Number("scale", Scale));

    private protected override void WriteOwn(JsonObject json) => json.Put("scale", Scale.Unless(1));
}
