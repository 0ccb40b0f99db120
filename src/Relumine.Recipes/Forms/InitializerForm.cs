using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Engine.Learning.Initializers;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write initialisers: <c>"heNormal"</c>, <c>{ "heNormal": { "fan": "out" } }</c>, <c>{ "normal": 0.01 }</c>.</summary>
internal static class InitializerForm
{
    private static readonly IReadOnlyList<string> s_names = [.. InitializerCatalogue.All.Select(i => i.Name)];

    public static Initializer Read(RecipeEntry entry)
    {
        var (name, fields) = RecipeUnion.Read(entry, "initializer", s_names, Shorthand);
        Initializer initializer = InitializerCatalogue.Find(name)! switch
        {
            HeNormal => new HeNormal(FanOf(fields)),
            HeUniform => new HeUniform(FanOf(fields)),
            LecunNormal => new LecunNormal(FanOf(fields)),
            LecunUniform => new LecunUniform(FanOf(fields)),
            Normal => new Normal(fields.Need("deviation", "the standard deviation").Number(0, float.MaxValue)),
            Uniform => new Uniform(fields.Need("bound", "the largest weight").Number(0, float.MaxValue)),
            Constant => new Constant(fields.Need("value", "the number that every weight begins with").Single()),
            Orthogonal => new Orthogonal(fields.Take("gain")?.Number(double.Epsilon, float.MaxValue)),
            var other => other,
        };
        fields.End();
        return initializer;
    }

    /// <summary>Whether the form is <c>{ "weights": …, "bias": … }</c>, not an initialiser alone.</summary>
    public static bool IsBesideBias(RecipeEntry entry) =>
        entry.Value.ValueKind == JsonValueKind.Object && new RecipeFields(entry).Rest.All(key => !s_names.Contains(key));

    public static JsonNode Write(Initializer initializer)
    {
        JsonNode? inner = initializer switch
        {
            HeNormal { Fan: Fan.Out } or HeUniform { Fan: Fan.Out } or LecunNormal { Fan: Fan.Out } or LecunUniform { Fan: Fan.Out } => new JsonObject
            {
                ["fan"] = "out",
            },
            Normal normal => JsonValue.Create(normal.Deviation),
            Uniform uniform => JsonValue.Create(uniform.Bound),
            Constant constant => JsonValue.Create(constant.Value),
            Orthogonal { Gain: { } gain } => new JsonObject { ["gain"] = gain },
            _ => null,
        };
        return inner is null ? JsonValue.Create(initializer.Name) : new JsonObject { [initializer.Name] = inner };
    }

    private static string? Shorthand(string name) => name switch
    {
        "normal" => "deviation",
        "uniform" => "bound",
        "constant" => "value",
        "orthogonal" => "gain",
        _ => null,
    };

    private static Fan FanOf(RecipeFields fields) => fields.Take("fan") switch
    {
        null => Fan.In,
        { } entry when entry.Text() == "in" => Fan.In,
        { } entry when entry.Text() == "out" => Fan.Out,
        { } entry => throw entry.Expected("\"in\" or \"out\""),
    };
}
