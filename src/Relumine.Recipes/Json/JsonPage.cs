using System.Text;
using System.Text.Json.Nodes;

namespace Relumine.Recipes.Json;

/// <summary>Writes JSON as a person would: what fits is on one line, everything else a line each.</summary>
internal static class JsonPage
{
    private const int Width = 100;

    /// <summary>The text, with a line end behind it.</summary>
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0, 0, isTop: true);
        return text.Append('\n').ToString();
    }

    /// <summary>The text on one line.</summary>
    public static string Line(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject { Count: 0 } => "{}",
        JsonObject o => "{ " + string.Join(", ", o.Select(p => $"{Key(p.Key)}: {Line(p.Value)}")) + " }",
        JsonArray { Count: 0 } => "[]",
        JsonArray a => "[" + string.Join(", ", a.Select(Line)) + "]",
        _ => node.ToJsonString(),
    };

    private static void Write(StringBuilder text, JsonNode? node, int indent, int column, bool isTop = false)
    {
        var line = Line(node);
        if (!isTop && (column + line.Length <= Width || node is not (JsonObject or JsonArray)))
        {
            text.Append(line);
            return;
        }

        var isObject = node is JsonObject;
        var parts = node is JsonObject o ? o.Select(p => (Lead: Key(p.Key) + ": ", p.Value)) : ((JsonArray)node!).Select(v => (Lead: "", Value: v));
        text.Append(isObject ? '{' : '[');
        var first = true;
        foreach (var (lead, value) in parts)
        {
            text.Append(first ? "\n" : ",\n").Append(' ', indent + 2).Append(lead);
            Write(text, value, indent + 2, indent + 2 + lead.Length + 1);
            first = false;
        }

        text.Append('\n').Append(' ', indent).Append(isObject ? '}' : ']');
    }

    private static string Key(string key) => JsonValue.Create(key)!.ToJsonString();
}
