using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Engine.Training;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write early stopping: <c>5</c>, the patience, or <c>{ "patience": 5, "minDelta": 0.001, "by": "loss" }</c>.</summary>
internal static class EarlyStoppingForm
{
    private static readonly IReadOnlyList<string> s_measures = [.. Enum.GetValues<StoppingMeasure>().Select(Word)];

    public static EarlyStopping Read(RecipeEntry entry)
    {
        if (entry.Value.ValueKind == JsonValueKind.Number)
        {
            return new EarlyStopping(entry.Integer(1));
        }

        var (fields, customary) = (new RecipeFields(entry), new EarlyStopping());
        var stopping = new EarlyStopping(
            fields.Integer("patience", customary.Patience, 1), fields.Number("minDelta", customary.MinimalDelta, 0), Measure(fields.Take("by")));
        fields.End();
        return stopping;
    }

    public static JsonNode Write(EarlyStopping stopping) =>
        new JsonObject { ["patience"] = stopping.Patience, ["minDelta"] = stopping.MinimalDelta, ["by"] = Word(stopping.By) };

    private static StoppingMeasure Measure(RecipeEntry? entry) => entry is not { } given ? StoppingMeasure.Loss
        : s_measures.Contains(given.Text()) ? Enum.GetValues<StoppingMeasure>().First(m => Word(m) == given.Text())
        : throw given.Unknown("measure", given.Text(), s_measures);

    private static string Word(StoppingMeasure measure) => JsonNamingPolicy.CamelCase.ConvertName(measure.ToString());
}
