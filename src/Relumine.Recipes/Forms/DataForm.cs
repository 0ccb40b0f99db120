using System.Text.Json.Nodes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write data: one source, with <c>validation</c> and what is done to the data beside it.</summary>
internal static class DataForm
{
    private static readonly IReadOnlyList<string> s_names = [.. RecipeDataKinds.All.Select(d => d.Name)];

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
        var fields = RecipeUnion.Inner(beside.Take(named[0]), entry, named[0], null);
        var data = prototype.Read(fields);
        fields.End();
        return data;
    }

    public static JsonObject Write(RecipeData data)
    {
        var inner = new JsonObject();
        data.Write(inner);
        return new JsonObject { [data.Name] = inner };
    }
}
