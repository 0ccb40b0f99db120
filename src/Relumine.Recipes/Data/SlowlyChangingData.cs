using System.Text.Json.Nodes;
using Relumine.Data.Generators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>A stream of bits and targets whose distribution changes, never shuffled (after Dohare et al. 2024, Nature 632).</summary>
/// <param name="Period">The samples between two changes of the slow bits.</param>
public sealed record SlowlyChangingData(int Period = 10_000) : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "slowlyChanging";

    /// <inheritdoc/>
    public override string Summary => "a stream of bits and targets whose distribution changes, never shuffled";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new SlowlyChanging(Samples ?? 400_000, Period, Seed ?? seed);

    private protected override RecipeGenerator ReadOwn(RecipeFields fields) => new SlowlyChangingData(fields.Integer("period", Period, 1));

    private protected override void WriteOwn(JsonObject json) => json.Put("period", Period.Unless(10_000));
}
