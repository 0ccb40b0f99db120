using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Dates;
using Relumine.Graph.Errors;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>How recipes say what to do with the columns of a table.</summary>
internal static class TableForm
{
    private static readonly IReadOnlyDictionary<string, ColumnKind> s_kinds = Words<ColumnKind>([ColumnKind.Empty]);
    private static readonly IReadOnlyDictionary<string, DatePart> s_parts = Words<DatePart>([]);
    private static readonly IReadOnlyDictionary<string, DateOrder> s_orders = Words<DateOrder>([DateOrder.TimeOnly, DateOrder.Duration]);

    /// <summary>Takes the keys out of those of a table.</summary>
    public static TableOptions Read(RecipeFields fields) => new()
    {
        Header = fields.Take("header")?.Flag(),
        Use = Columns(fields.Take("use")),
        Drop = Columns(fields.Take("drop")),
        Kinds = Map(fields.Take("kinds"), e => Word(e, "kind of column", s_kinds)),
        Decimal = fields.Take("decimal") is { } sign ? Sign(sign) : null,
        Missing = fields.Take("missing") is { } missing ? MissingForm.Read(missing) : new(),
        Categories = fields.Take("categories") is { } categories ? Categories(categories) : new(),
        Dates = fields.Take("dates") is { } dates ? Dates(dates) : new(),
    };

    /// <summary>Writes the keys, those with customary values left out.</summary>
    public static void Write(TableOptions table, JsonObject json)
    {
        var customary = new TableOptions();
        Put(json, "header", table.Header is { } header ? JsonValue.Create(header) : null);
        Put(json, "use", table.Use.Count == 0 ? null : List(table.Use));
        Put(json, "drop", table.Drop.Count == 0 ? null : List(table.Drop));
        Put(json, "kinds", table.Kinds.Count == 0 ? null : Object(table.Kinds, k => JsonValue.Create(WordOf(k))));
        json.Put("decimal", table.Decimal?.ToString());
        MissingForm.Write(table.Missing, json);
        var categories = new JsonObject();
        categories.Put("most", table.Categories.Most.Unless(customary.Categories.Most));
        categories.Put("rare", table.Categories.Rare.Unless(customary.Categories.Rare));
        Put(categories, "orders", table.Categories.Orders.Count == 0 ? null : Object(table.Categories.Orders, List));
        Put(json, "categories", categories.Count == 0 ? null : categories);
        var dates = new JsonObject();
        dates.Put("order", table.Dates.Order is { } order ? WordOf(order) : null);
        Put(dates, "as", table.Dates.Parts is [DatePart.Days] ? null : List(table.Dates.Parts.Select(WordOf)));
        Put(json, "dates", dates.Count == 0 ? null : dates);
    }

    /// <summary>The key that stands for a setting of tables, with its value.</summary>
    public static string KeyOf(Setting setting) => (setting.Name, setting.Value) switch
    {
        (TableSettings.Use, var columns) => Pair("use", columns),
        (TableSettings.Drop, var columns) => Pair("drop", columns),
        (TableSettings.Kinds, null) => "\"kinds\"",
        (TableSettings.Kinds, var column) => $"\"kinds\": {{ \"{column}\": … }}",
        (TableSettings.Decimal, var sign) => Pair("decimal", sign),
        (TableSettings.DateOrder, null) => "\"dates\"",
        (TableSettings.DateOrder, var order) => $"\"dates\": {{ \"order\": \"{order}\" }}",
        (TableSettings.Marks, _) => "\"missing\": { \"marks\": […] }",
        (TableSettings.Fills, var column) => $"\"missing\": {{ \"columns\": … }}{(column is null ? "" : $", \"{column}\"")}",
        (TableSettings.DropRows, _) => "\"missing\": { \"labels\": \"drop\" }",
        (TableSettings.Most, _) => "\"categories\": { \"most\": … }",
        (TableSettings.Rare, _) => "\"categories\": { \"rare\": … }",
        (TableSettings.Orders, var column) => $"\"categories\": {{ \"orders\": … }}{(column is null ? "" : $", \"{column}\"")}",
        _ => setting.ToString(),
    };

    /// <summary>An object whose keys are columns.</summary>
    public static Dictionary<string, T> Map<T>(RecipeEntry? entry, Func<RecipeEntry, T> read)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        if (entry is not { } given)
        {
            return map;
        }

        var fields = new RecipeFields(given);
        foreach (var name in fields.Rest.ToList())
        {
            map.Add(name, fields.Take(name) is { } value ? read(value) : throw given.Fail($"says null of '{RecipeEntry.Shortened(name)}'. Leave it out."));
        }

        return map;
    }

    public static void Put(JsonObject json, string key, JsonNode? value)
    {
        if (value is not null)
        {
            json.Add(key, value);
        }
    }

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);

    public static JsonObject Object<T>(IReadOnlyDictionary<string, T> map, Func<T, JsonNode?> write)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map)
        {
            json.Add(key, write(value));
        }

        return json;
    }

    private static IReadOnlyList<string> Columns(RecipeEntry? entry) => entry is not { } given ? []
        : given.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? [Column(given)]
        : [.. given.Items("columns: names, numbers from 1, or patterns").Select(Column)];

    /// <summary>A column, by its name or its number from 1.</summary>
    public static string Column(RecipeEntry entry) =>
        entry.Value.ValueKind == JsonValueKind.Number ? entry.Integer(1).ToString(CultureInfo.InvariantCulture) : entry.Text();

    private static CategoryOptions Categories(RecipeEntry entry)
    {
        var (fields, customary) = (new RecipeFields(entry), new CategoryOptions());
        var options = new CategoryOptions
        {
            Most = fields.Integer("most", customary.Most, 1, 1 << 16),
            Rare = fields.Number("rare", customary.Rare, 0),
            Orders = Map(fields.Take("orders"), e => (IReadOnlyList<string>)[.. e.Items("categories in their order").Select(i => i.Text())]),
        };
        fields.End();
        return options;
    }

    // "days", ["year", "month"], or both with the order: { "order": "dayFirst", "as": … }.
    private static DateOptions Dates(RecipeEntry entry)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            return new() { Parts = Parts(entry) };
        }

        var fields = new RecipeFields(entry);
        var options = new DateOptions
        {
            Order = fields.Take("order") is { } order ? Word(order, "order of dates", s_orders) : null,
            Parts = fields.Take("as") is { } parts ? Parts(parts) : [DatePart.Days],
        };
        fields.End();
        return options;
    }

    private static IReadOnlyList<DatePart> Parts(RecipeEntry entry)
    {
        IReadOnlyList<DatePart> parts = entry.Value.ValueKind == JsonValueKind.String ? [Word(entry, "part of a date", s_parts)]
            : [.. entry.Items("parts of a date").Select(e => Word(e, "part of a date", s_parts)).Distinct()];
        return parts.Count > 0 ? parts : throw entry.Fail($"is empty. Allowed are {string.Join(", ", s_parts.Keys)}.");
    }

    private static char Sign(RecipeEntry entry) => entry.Text() is "." or "," ? entry.Text()[0] : throw entry.Expected("\".\" or \",\"");

    private static T Word<T>(RecipeEntry entry, string kind, IReadOnlyDictionary<string, T> words) =>
        words.TryGetValue(entry.Text(), out var value) ? value : throw entry.Unknown(kind, entry.Text(), words.Keys);

    private static Dictionary<string, T> Words<T>(T[] except)
        where T : struct, Enum => Enum.GetValues<T>().Except(except).ToDictionary(WordOf, v => v, StringComparer.Ordinal);

    private static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Pair(string key, string? value) => value is null ? $"\"{key}\"" : $"\"{key}\": \"{value}\"";
}
