using System.Text.Json.Nodes;
using Relumine.Data.Generators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>A smooth and kinked function of several numbers: scale·(sin(2·w·x) + |v·x| − 0.8) + shift.</summary>
/// <param name="Features">The numbers in a sample.</param>
/// <param name="TargetShift">What is added to the target.</param>
/// <param name="TargetScale">What the target is multiplied with before.</param>
public sealed record TeacherData(int Features = 10, double TargetShift = 0, double TargetScale = 1) : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "teacher";

    /// <inheritdoc/>
    public override string Summary => "a smooth and kinked function of several numbers, for regression";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new Teacher(Samples ?? 1000, Features, TargetShift, TargetScale, Seed ?? seed);

    private protected override RecipeGenerator ReadOwn(RecipeFields fields) =>
        new TeacherData(fields.Integer("features", Features, 1), fields.Number("targetShift", TargetShift), fields.Number("targetScale", TargetScale));

    private protected override void WriteOwn(JsonObject json)
    {
        json.Put("features", Features.Unless(10));
        json.Put("targetShift", TargetShift.Unless(0));
        json.Put("targetScale", TargetScale.Unless(1));
    }
}
