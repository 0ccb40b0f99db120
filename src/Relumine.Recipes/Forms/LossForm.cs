using System.Text.Json.Nodes;
using Relumine.Engine.Learning.Losses;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write losses: <c>"softmaxCrossEntropy"</c>, <c>{ "huber": { "delta": 2 } }</c>.</summary>
internal static class LossForm
{
    private static readonly IReadOnlyList<string> s_names = [.. LossCatalogue.All.Select(l => l.Name)];

    public static Loss Read(RecipeEntry entry)
    {
        var (name, fields) = RecipeUnion.Read(entry, "loss", s_names, n => n == "huber" ? "delta" : null);
        Loss loss = LossCatalogue.Find(name)! switch
        {
            Huber huber => new Huber(fields.Number("delta", huber.Delta, 1e-37, float.MaxValue)),
            var other => other,
        };
        fields.End();
        return loss;
    }

    public static JsonNode Write(Loss loss) => loss is Huber { Delta: not 1 } huber
        ? new JsonObject { [loss.Name] = new JsonObject { ["delta"] = huber.Delta } }
        : JsonValue.Create(loss.Name);
}
