using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Data.Errors;
using Relumine.Recipes.Data;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write data: one source, with <c>validation</c> and what is done to the data beside it.</summary>
internal static class DataForm
{
    private static readonly JsonElement s_nothing = JsonDocument.Parse("{}").RootElement.Clone();
    private static readonly IReadOnlyList<string> s_names = [.. RecipeDataKinds.All.Select(d => d.Name)];

    /// <summary>The keys of <c>data</c>; a path alone is that of a file whose name says what it is.</summary>
    public static RecipeFields FieldsOf(RecipeEntry entry)
    {
        if (entry.Value.ValueKind != JsonValueKind.String)
        {
            return new RecipeFields(entry);
        }

        var path = entry.Text();
        var unpacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        var name = Path.GetExtension(unpacked).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" => "csv",
            ".npz" when unpacked == path => "npz",
            _ => throw entry.Fail(
                $"names a file or folder of unknown kind, {Printable(path)}. "
                    + $"Say what it is: {{ \"csv\": \"{Printable(path)}\" }}, or idx, npy, npz or pictures."),
        };
        var fields = new RecipeFields(entry with { Value = s_nothing });
        fields.Add(name, entry.Value, entry);
        return fields;
    }

    /// <summary>Reads <c>data</c>; what stands beside the source is left to the caller.</summary>
    public static RecipeData Read(RecipeEntry entry, RecipeFields beside)
    {
        var named = s_names.Where(n => beside.Rest.Contains(n)).ToList();
        if (named.Count != 1)
        {
            var other = beside.Rest.FirstOrDefault(k => !s_names.Contains(k));
            throw named.Count > 1 ? entry.Fail($"names {named.Count} sources ({string.Join(", ", named)}); a recipe has one.")
                : other is null ? entry.Fail($"names no source. Allowed are {string.Join(", ", s_names)}.")
                : entry.Unknown("source of data", other, s_names);
        }

        var prototype = RecipeDataKinds.All.First(d => d.Name == named[0]);
        var given = beside.Take(named[0]);
        var fields = RecipeUnion.Inner(given, entry, named[0], prototype.Shorthand);
        if (prototype.Shorthand is not null && given is { Value.ValueKind: not JsonValueKind.Object })
        {
            // Beside a bare value stands what would stand inside: { "csv": "table.csv", "label": "species" }.
            fields.AddRest(beside);
        }

        var data = prototype.Read(fields);
        fields.End();
        return data;
    }

    private static string Printable(string path) => DataError.Printable(RecipeEntry.Shortened(path));

    public static JsonObject Write(RecipeData data)
    {
        var inner = new JsonObject();
        data.Write(inner);
        return new JsonObject { [data.Name] = inner };
    }
}
