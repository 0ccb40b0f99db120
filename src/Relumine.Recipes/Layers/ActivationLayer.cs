using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Any activation of <see cref="ActivationCatalogue"/>.</summary>
/// <param name="Function">The function with its parameters.</param>
/// <param name="Kink">λ; null for the recipe's.</param>
public sealed record ActivationLayer(Activation Function, double? Kink = null) : RecipeLayer
{
    /// <summary>The prototype: ReLU.</summary>
    public ActivationLayer()
        : this(Activation.Of(Relu.Default))
    {
    }

    /// <inheritdoc/>
    public override string Name => CamelCase(Function.Card.Name);

    /// <inheritdoc/>
    public override string Summary => Function.Card.Definition;

    internal override string? Shorthand => Function.Card.Parameters.Count > 0 ? Function.Card.Parameters[0].Name : null;

    /// <summary>The names of an activation in recipes; the first is the one that is written.</summary>
    internal static IEnumerable<string> NamesOf(Activation activation) =>
        activation.Card.Aliases.Where(a => a.All(char.IsAsciiLetterOrDigit)).Prepend(CamelCase(activation.Card.Name));

    internal override RecipeLayer Read(RecipeFields fields)
    {
        var card = Function.Card;
        var values = card.Parameters.Select((p, i) => fields.Take(p.Name)?.Single() ?? Function.Parameters[i]).ToArray();
        try
        {
            return new ActivationLayer(Function.With(values), fields.Take("kink")?.Number(0, 1));
        }
        catch (ArgumentException e)
        {
            throw fields.Entry.Fail($"cannot be: {e.Message}");
        }
    }

    internal override void Write(JsonObject json)
    {
        var parameters = Function.Card.Parameters;
        for (var i = 0; i < parameters.Count; i++)
        {
            json.Put(parameters[i].Name, Function.Parameters[i].Unless(parameters[i].Default));
        }

        json.Put("kink", Kink);
    }

    internal override Network Apply(Network network, RecipePlace place) => network.Activate(Function, Kink is { } k ? new Kink(k) : null);

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
