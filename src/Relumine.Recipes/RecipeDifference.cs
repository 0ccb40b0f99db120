using System.Globalization;
using System.Text.Json.Nodes;
using Relumine.Recipes.Json;

namespace Relumine.Recipes;

/// <summary>
/// Compares recipes as trees: as deep as both are about the same thing, and whole where they are not. Lists of different
/// lengths are laid side by side first, so that what was put in between is told alone; the same change in many places is told
/// once.
/// </summary>
internal static class RecipeDifference
{
    public static IReadOnlyList<RecipeChange> Between(JsonObject first, JsonObject second)
    {
        var changes = new List<Change>();
        Compare("", first, second, changes);
        return [.. changes.GroupBy(c => (c.Whole, c.Within, c.From, c.To)).Select(Told)];
    }

    // One change at a place: what is before the index of a list, the index, and what is behind it.
    private sealed record Change(string Whole, int? Index, string Within, string? From, string? To);

    private static RecipeChange Told(IGrouping<(string Whole, string Within, string? From, string? To), Change> same)
    {
        var places = same.Where(c => c.Index is not null).Select(c => c.Index!.Value.ToString(CultureInfo.InvariantCulture)).ToArray();
        return new(same.Key.Whole + (places.Length > 0 ? $"[{string.Join(", ", places)}]" : "") + same.Key.Within, same.Key.From, same.Key.To);
    }

    private static void Compare(string path, JsonNode? first, JsonNode? second, List<Change> changes)
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
                    Element(path, i, a[i], b[i], changes);
                }

                break;
            case (JsonArray a, JsonArray b) when a.All(n => n is JsonObject) && b.All(n => n is JsonObject):
                Aligned(path, a, b, changes);
                break;
            default:
                changes.Add(new(path, null, "", Text(first), Text(second)));
                break;
        }
    }

    private static void Element(string path, int index, JsonNode? first, JsonNode? second, List<Change> changes)
    {
        var inside = new List<Change>();
        Compare("", first, second, inside);
        changes.AddRange(
            inside.Select(c => new Change(
                path,
                index,
                (c.Whole.Length > 0 ? "." : "") + c.Whole + (c.Index is { } i ? string.Create(CultureInfo.InvariantCulture, $"[{i}]") : "") + c.Within,
                c.From,
                c.To
            ))
        );
    }

    // Between what both lists have in common, the elements of the first turn into those of the second.
    private static void Aligned(string path, JsonArray first, JsonArray second, List<Change> changes)
    {
        var (i, j) = (0, 0);
        foreach (var (x, y) in Common(first, second).Append((first.Count, second.Count)))
        {
            if (x - i == y - j)
            {
                for (; i < x; i++, j++)
                {
                    Element(path, i, first[i], second[j], changes);
                }
            }
            else
            {
                var (from, to) = (Texts(first, i, x), Texts(second, j, y));
                changes.Add(from is null ? new(path, i, " in front", null, to) : new(path, i, "", from, to));
            }

            (i, j) = (x + 1, y + 1);
        }
    }

    // The longest common subsequence.
    private static List<(int First, int Second)> Common(JsonArray first, JsonArray second)
    {
        var length = new int[first.Count + 1, second.Count + 1];
        for (var i = first.Count - 1; i >= 0; i--)
        {
            for (var j = second.Count - 1; j >= 0; j--)
            {
                length[i, j] = JsonNode.DeepEquals(first[i], second[j]) ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < first.Count && j < second.Count;)
        {
            if (JsonNode.DeepEquals(first[i], second[j]))
            {
                pairs.Add((i++, j++));
            }
            else if (length[i + 1, j] >= length[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return pairs;
    }

    private static string? Texts(JsonArray list, int from, int to) => from == to ? null : string.Join(", ", list.Take(to).Skip(from).Select(Text));

    private static string? Text(JsonNode? node) => node is null ? null : JsonPage.Line(node);
}
