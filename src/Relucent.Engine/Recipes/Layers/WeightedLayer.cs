using System.Text.Json;
using System.Text.Json.Nodes;
using Relucent.Learning;

namespace Relucent.Recipes;

/// <summary>A layer whose weights and biases begin in a way of their own if it says so.</summary>
public abstract record WeightedLayer : RecipeLayer
{
    /// <summary>How its weights begin; null for what the recipe says.</summary>
    public Initialiser? Init { get; init; }

    /// <summary>How its biases begin: one number for all or one for each unit; empty for what the recipe says.</summary>
    public ValueArray<double> Bias { get; init; }

    /// <summary>Whether it has biases.</summary>
    public bool HasBias { get; init; } = true;

    internal sealed override RecipeLayer Read(RecipeFields fields)
    {
        var layer = ReadOwn(fields);
        var init = fields.Take("init") is { } given ? InitialiserForm.Read(given) : null;
        var bias = fields.Take("bias");
        return bias switch
        {
            null => layer with { Init = init },
            { Value.ValueKind: JsonValueKind.False } => layer with { Init = init, HasBias = false },
            { Value.ValueKind: JsonValueKind.Array } list => layer with { Init = init, Bias = Numbers(list) },
            { Value.ValueKind: JsonValueKind.Number } number => layer with { Init = init, Bias = new[] { number.Single() } },
            { } other => throw other.Expected("a number, a list with a number for each unit, or false for none"),
        };
    }

    internal sealed override void Write(JsonObject json)
    {
        WriteOwn(json);
        if (Init is not null)
        {
            json.Add("init", InitialiserForm.Write(Init));
        }

        if (!HasBias)
        {
            json.Add("bias", JsonValue.Create(false));
        }
        else if (Bias.Count > 0)
        {
            json.Add("bias", Bias.Count == 1 ? JsonValue.Create(Bias[0]) : new JsonArray([.. Bias.Select(b => (JsonNode)JsonValue.Create(b))]));
        }
    }

    private protected InitialBias? Biases => !HasBias ? InitialBias.None : Bias.Count == 0 ? null : InitialBias.Of(Bias.Span);

    private protected abstract WeightedLayer ReadOwn(RecipeFields fields);

    private protected abstract void WriteOwn(JsonObject json);

    private static double[] Numbers(RecipeEntry list)
    {
        var items = list.Items("numbers, one for each unit");
        return items.Count == 0 ? throw list.Fail("is empty. Give a number, a number for each unit, or false for no biases.") : [.. items.Select(i => i.Single())];
    }
}
