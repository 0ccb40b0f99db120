using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write class weights: <c>"balanced"</c>, or <c>{ "yes": 5, "no": 1 }</c>.</summary>
internal static class ClassWeightsForm
{
    private const string Balanced = "balanced";

    public static ClassWeights Read(RecipeEntry entry)
    {
        if (entry.Value.ValueKind == JsonValueKind.String)
        {
            return entry.Text() == Balanced ? ClassWeights.Balanced : throw entry.Unknown("class weights", entry.Text(), [Balanced]);
        }

        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            throw entry.Expected("\"balanced\", or an object with a weight for each class, e.g. { \"0\": 1, \"1\": 5 }");
        }

        var given = TableForm.Map(entry, e => e.Number(0, float.MaxValue));
        return given.Count > 0 && given.Values.Any(w => w > 0)
            ? ClassWeights.Of(given.Select(g => new ClassWeight(g.Key, g.Value)))
            : throw entry.Fail("gives no class a weight above 0.");
    }

    public static JsonNode Write(ClassWeights weights)
    {
        if (weights.IsBalanced)
        {
            return JsonValue.Create(Balanced);
        }

        var json = new JsonObject();
        foreach (var (name, weight) in weights.Given)
        {
            json.Add(name, weight);
        }

        return json;
    }
}
