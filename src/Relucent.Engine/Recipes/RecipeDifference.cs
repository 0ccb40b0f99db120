using System.Globalization;
using System.Text.Json.Nodes;

namespace Relucent.Recipes;

/// <summary>Compares recipes as trees: as deep as both are about the same thing, and whole where they are not.</summary>
internal static class RecipeDifference
{
    public static IReadOnlyList<RecipeChange> Between(JsonObject first, JsonObject second)
    {
        var changes = new List<RecipeChange>();
        Compare("", first, second, changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? first, JsonNode? second, List<RecipeChange> changes)
    {
        if (JsonNode.DeepEquals(first, second))
        {
            return;
        }

        switch (first, second)
        {
            // The first key says what an object is about: { "sgd": … } and { "adam": … } are compared as a whole.
            case (JsonObject a, JsonObject b) when a.Count > 0 && b.Count > 0 && a.First().Key == b.First().Key:
                foreach (var key in a.Select(p => p.Key).Union(b.Select(p => p.Key)).ToList())
                {
                    Compare(path.Length == 0 ? key : $"{path}.{key}", a[key], b[key], changes);
                }

                break;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                {
                    Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), a[i], b[i], changes);
                }

                break;
            default:
                changes.Add(new RecipeChange(path, Text(first), Text(second)));
                break;
        }
    }

    private static string? Text(JsonNode? node) => node is null ? null : JsonPage.Line(node);
}
