using System.Text.Json.Nodes;

namespace Relumine.Recipes.Json;

/// <summary>Writes keys of a recipe; what is null is left out, and so is what is customary.</summary>
internal static class JsonFields
{
    public static void Put(this JsonObject json, string key, int? value)
    {
        if (value is { } given)
        {
            json.Add(key, JsonValue.Create(given));
        }
    }

    public static void Put(this JsonObject json, string key, ulong? value)
    {
        if (value is { } given)
        {
            json.Add(key, JsonValue.Create(given));
        }
    }

    public static void Put(this JsonObject json, string key, double? value)
    {
        if (value is { } given)
        {
            json.Add(key, JsonValue.Create(given));
        }
    }

    public static void Put(this JsonObject json, string key, string? value)
    {
        if (value is { } given)
        {
            json.Add(key, JsonValue.Create(given));
        }
    }

    /// <summary>null if the value is the customary one.</summary>
    public static T? Unless<T>(this T value, T customary) where T : struct => EqualityComparer<T>.Default.Equals(value, customary) ? null : value;
}
