using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Networks;
using Relumine.Graph.Operators;
using Relumine.Recipes.Forms;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>A layer whose weights and biases begin in a way of their own if it says so.</summary>
public abstract record WeightedLayer : RecipeLayer
{
    /// <summary>How its weights begin; null for what the recipe says.</summary>
    public Initializer? Init { get; init; }

    /// <summary>How its biases begin: one number for all or one for each unit; empty for what the recipe says.</summary>
    public ValueArray<double> Bias { get; init; }

    /// <summary>How its biases are drawn; null if they are given, or begin as the recipe says.</summary>
    public Initializer? BiasInit { get; init; }

    /// <summary>The factor on the learning rate of its weights and biases; 0 freezes them.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Whether it has biases.</summary>
    public bool HasBias { get; init; } = true;

    internal sealed override RecipeLayer Read(RecipeFields fields)
    {
        var layer = ReadOwn(fields) with { Rate = ReadRate(fields) };
        var (init, bias) = (fields.Take("init"), fields.Take("bias"));
        if (init is not { } given)
        {
            return layer.WithBias(bias);
        }

        if (!InitializerForm.IsBesideBias(given))
        {
            return layer.WithBias(bias) with { Init = InitializerForm.Read(given) };
        }

        // As at the top of a recipe: { "weights": …, "bias": … }.
        var inner = new RecipeFields(given);
        var (weights, ownBias) = (inner.Take("weights"), inner.Take("bias"));
        inner.End();
        return bias is { } twice && ownBias is not null
            ? throw twice.Fail("is given inside init too. Keep one of them.")
            : layer.WithBias(bias ?? ownBias) with { Init = weights is { } w ? InitializerForm.Read(w) : null };
    }

    internal sealed override void Write(JsonObject json)
    {
        WriteOwn(json);
        if (Init is not null)
        {
            json.Add("init", InitializerForm.Write(Init));
        }

        if (!HasBias)
        {
            json.Add("bias", JsonValue.Create(false));
        }
        else if (BiasInit is not null)
        {
            json.Add("bias", InitializerForm.Write(BiasInit));
        }
        else if (Bias.Count > 0)
        {
            json.Add("bias", Bias.Count == 1 ? JsonValue.Create(Bias[0]) : new JsonArray([.. Bias.Select(b => (JsonNode)JsonValue.Create(b))]));
        }

        if (Rate == 0)
        {
            json.Add("frozen", JsonValue.Create(true));
        }
        else
        {
            json.Put("rate", Rate.Unless(1));
        }
    }

    private protected InitialBias? Biases => !HasBias ? InitialBias.None
        : BiasInit is { } drawn ? InitialBias.Of(drawn)
        : Bias.Count == 0 ? null
        : InitialBias.Of(Bias.Span);

    private protected abstract WeightedLayer ReadOwn(RecipeFields fields);

    private protected abstract void WriteOwn(JsonObject json);

    private WeightedLayer WithBias(RecipeEntry? bias) => bias switch
    {
        null => this,
        { Value.ValueKind: JsonValueKind.False } => this with { HasBias = false },
        { Value.ValueKind: JsonValueKind.Array } list => this with { Bias = Numbers(list) },
        { Value.ValueKind: JsonValueKind.Number } number => this with { Bias = new[] { number.Single() } },
        { } drawn when InitializerForm.IsDrawn(drawn) => this with { BiasInit = InitializerForm.ReadForBias(drawn) },
        { } other => throw other.Expected("a number, a list with a number for each unit, an initialiser, or false for none"),
    };

    private static double ReadRate(RecipeFields fields)
    {
        var (frozen, rate) = (fields.Take("frozen"), fields.Take("rate"));
        return frozen?.Flag() == true
            ? rate is { } beside ? throw beside.Fail("is given beside frozen, which is a rate of 0. Keep one of them.") : 0
            : rate?.Number(0, float.MaxValue) ?? 1;
    }

    private static double[] Numbers(RecipeEntry list)
    {
        var items = list.Items("numbers, one for each unit");
        return items.Count == 0
            ? throw list.Fail("is empty. Give a number, a number for each unit, or false for no biases.")
            : [.. items.Select(i => i.Single())];
    }
}
