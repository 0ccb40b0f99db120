using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Data.Tables;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>How recipes say what stands for missing values, and what takes their place.</summary>
internal static class MissingForm
{
    private const string Refuse = "refuse";
    private const string Drop = "drop";

    public static MissingOptions Read(RecipeEntry entry)
    {
        var (fields, customary) = (new RecipeFields(entry), new MissingOptions());
        var options = new MissingOptions
        {
            Marks = fields.Take("marks") is { } marks ? [.. marks.Items("texts that stand for missing values").Select(Mark)] : null,
            Numbers = fields.Take("numbers") is { } numbers ? Numbers(numbers) : customary.Numbers,
            Categories = fields.Take("categories")?.Text() ?? customary.Categories,
            Columns = TableForm.Map(fields.Take("columns"), Fill),
            Indicator = fields.Flag("indicator", false),
            DropRowsWithoutTarget = fields.Take("labels") is { } labels && Labels(labels),
        };
        fields.End();
        return options;
    }

    public static void Write(MissingOptions missing, JsonObject json)
    {
        var (customary, inner) = (new MissingOptions(), new JsonObject());
        TableForm.Put(inner, "marks", missing.Marks is null ? null : TableForm.List(missing.Marks));
        inner.Put("numbers", missing.Numbers == customary.Numbers ? null : missing.Numbers);
        inner.Put("categories", missing.Categories == customary.Categories ? null : missing.Categories);
        TableForm.Put(inner, "columns", missing.Columns.Count == 0 ? null : TableForm.Object(missing.Columns, f => JsonValue.Create(f)));
        TableForm.Put(inner, "indicator", missing.Indicator ? JsonValue.Create(true) : null);
        inner.Put("labels", missing.DropRowsWithoutTarget ? Drop : null);
        TableForm.Put(json, "missing", inner.Count == 0 ? null : inner);
    }

    private static string Mark(RecipeEntry entry) => entry.Value.ValueKind == JsonValueKind.Number ? entry.Value.GetRawText()
        : entry.Value.ValueKind == JsonValueKind.String && entry.Value.ValueEquals("") ? "" : entry.Text();

    private static string Numbers(RecipeEntry entry)
    {
        var fill = Fill(entry);
        return
            fill is MissingFill.Median or MissingFill.Mean or MissingFill.MostFrequent
            || float.TryParse(fill, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? fill
            : throw entry.Expected("median, mean, mostFrequent or a number");
    }

    private static string Fill(RecipeEntry entry) =>
        entry.Value.ValueKind == JsonValueKind.Number ? entry.Single().ToString("R", CultureInfo.InvariantCulture) : entry.Text();

    private static bool Labels(RecipeEntry entry) => entry.Text() switch
    {
        Drop => true,
        Refuse => false,
        var other => throw entry.Unknown("way with missing labels", other, [Refuse, Drop]),
    };
}
