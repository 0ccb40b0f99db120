using System.Text.Json;
using Relumine.Graph.Errors;

namespace Relumine.Recipes.Json;

/// <summary>A value that is one of several things, e.g. <c>"heNormal"</c>, <c>{ "normal": 0.01 }</c> or <c>{ "sgd": { "lr": 0.1 } }</c>.</summary>
internal static class RecipeUnion
{
    private static readonly JsonElement s_nothing = JsonDocument.Parse("{}").RootElement.Clone();

    /// <summary>Which of the names is meant, and what is said about it.</summary>
    /// <param name="entry">A name, or an object with a name as its only key.</param>
    /// <param name="kind">What the names are, for messages.</param>
    /// <param name="names">The names.</param>
    /// <param name="shorthand">The key that a value other than an object stands for, by name; null where there is none.</param>
    public static (string Name, RecipeFields Fields) Read(RecipeEntry entry, string kind, IReadOnlyList<string> names, Func<string, string?> shorthand)
    {
        if (entry.Value.ValueKind == JsonValueKind.String)
        {
            var name = entry.Text();
            return names.Contains(name) ? (name, new RecipeFields(entry with { Value = s_nothing })) : throw entry.Unknown(kind, name, names);
        }

        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            throw entry.Expected($"the name of {A(kind)}, or an object with that name as its key ({RecipeEntry.Listed(names)})");
        }

        var fields = new RecipeFields(entry);
        var given = fields.Rest.ToList();
        return given switch
        {
            [] => throw entry.Fail($"is empty; it must name {A(kind)}. Allowed are {RecipeEntry.Listed(names)}."),
            [var only] when names.Contains(only) => (only, Inner(fields.Take(only), entry, only, shorthand(only))),
            _ when Naming(given) is { } key => throw NamedBy(key, fields.Need(key, "a name").Text(), entry, kind, names, given.Count > 1),
            [var only] => throw entry.Unknown(kind, only, names),
            _ => throw entry.Fail(
                $"names {given.Count} things ({string.Join(", ", given.Take(3).Select(RecipeEntry.Shortened))}); it must name one {kind}. "
                    + $"Allowed are {RecipeEntry.Listed(names)}."
            ),
        };
    }

    /// <summary>What is said inside a name: an object, or a bare value that stands for the key <paramref name="shorthand"/>.</summary>
    public static RecipeFields Inner(RecipeEntry? inner, RecipeEntry outer, string name, string? shorthand)
    {
        if (inner is not { } entry)
        {
            return new RecipeFields(outer with { Value = s_nothing, Path = $"{outer.Path}.{name}" });
        }

        if (entry.Value.ValueKind == JsonValueKind.Object || shorthand is null)
        {
            return new RecipeFields(entry);
        }

        var fields = new RecipeFields(entry with { Value = s_nothing });
        fields.Add(shorthand, entry.Value, entry);
        return fields;
    }

    // As many a library writes its layers and optimizers: { "type": "Dense", "units": 16 }.
    private static string? Naming(List<string> given) => given.Find(key => key is "type" or "name" or "kind" or "layer" or "class_name");

    private static RelumineException NamedBy(string key, string given, RecipeEntry entry, string kind, IReadOnlyList<string> names, bool hasMore)
    {
        if ((names.FirstOrDefault(n => n.Equals(given, StringComparison.OrdinalIgnoreCase)) ?? OtherNames.Here(kind, given, names)) is not { } here)
        {
            return entry.Unknown(kind, given, names);
        }

        // What others call "zeros" is written with its number already.
        var written = !names.Contains(here) ? here : hasMore ? $"{{ \"{here}\": {{ … }} }}" : $"\"{here}\"";
        return entry.Fail($"names its {kind} by the key '{key}'. Here the name is the key itself: {written}.");
    }

    private static string A(string kind) => ("aeiou".Contains(kind[0], StringComparison.Ordinal) ? "an " : "a ") + kind;
}
