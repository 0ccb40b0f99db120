using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Cures;

/// <summary>Follow gradients by their recent size, each weight at a pace of its own.</summary>
public sealed class UseAdam : ICure
{
    // Works for most small networks when nothing is known of them.
    private const double Rate = 0.005;

    /// <summary>The recipe with Adam.</summary>
    internal static Recipe Treat(Recipe recipe) => recipe with { Optimizer = new Adam(Rate) };

    /// <inheritdoc/>
    public string Id => Cure.Adam;

    /// <inheritdoc/>
    public string Explanation => "If you can train again, use Adam: where gradients differ by orders of magnitude from layer to layer, every weight still moves.";

    /// <inheritdoc/>
    public int Turn => 1;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Recipe.Optimizer is Sgd)
        {
            yield return new($"use adam with lr {RecipeEdit.Text(Rate)}", Treat(context.Recipe), true);
        }
    }
}
