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
            Normal => new Normal(Size(fields, "deviation", "the standard deviation"), Mean(fields)),
            TruncatedNormal => new TruncatedNormal(Size(fields, "deviation", "the standard deviation before the tails are cut off"), Mean(fields)),
            Uniform => new Uniform(Size(fields, "bound", "the largest distance from the mean"), Mean(fields)),
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
            Normal normal => Around("deviation", normal.Deviation, normal.Mean),
            TruncatedNormal truncated => Around("deviation", truncated.Deviation, truncated.Mean),
            Uniform uniform => Around("bound", uniform.Bound, uniform.Mean),
            Constant constant => JsonValue.Create(constant.Value),
            Orthogonal { Gain: { } gain } => new JsonObject { ["gain"] = gain },
            _ => null,
        };
        return inner is null ? JsonValue.Create(initializer.Name) : new JsonObject { [initializer.Name] = inner };
    }

    /// <summary>Whether biases are drawn, and not given as numbers.</summary>
    public static bool IsDrawn(RecipeEntry bias) => bias.Value.ValueKind is JsonValueKind.String or JsonValueKind.Object;

    /// <summary>Reads how biases are drawn: by any initialiser that draws number by number.</summary>
    public static Initializer ReadForBias(RecipeEntry entry)
    {
        var initializer = Read(entry);
        return initializer.FillsVectors
            ? initializer
            : throw entry.Fail(
                $"cannot be {initializer.Name}, which is about whole matrices or about data. Biases may be "
                    + $"{string.Join(", ", InitializerCatalogue.All.Where(i => i.FillsVectors).Select(i => i.Name))}.");
    }

    private static double Size(RecipeFields fields, string key, string what) => fields.Need(key, what).Number(0, float.MaxValue);

    private static double Mean(RecipeFields fields) => fields.Take("mean")?.Single() ?? 0;

    private static JsonNode Around(string key, double size, double mean) =>
        mean == 0 ? JsonValue.Create(size) : new JsonObject { [key] = size, ["mean"] = mean };

    private static string? Shorthand(string name) => name switch
    {
        "normal" or "truncatedNormal" => "deviation",
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
