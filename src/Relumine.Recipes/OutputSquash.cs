using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Errors;
using Relumine.Kernels.Activations;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes;

/// <summary>A sigmoid or a softmax at the end of a network whose loss applies the same itself, as programs write it whose losses take probabilities.</summary>
public static class OutputSquash
{
    /// <summary>
    /// The last layer of a recipe if its loss makes the same transform once more: the outputs are squashed twice, which is certain without any
    /// experiment. Null if not.
    /// </summary>
    public static RecipeLayer? Of(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var last = recipe.Model.Count > 1 ? recipe.Model[^1] : null;
        var isSquashed = last switch
        {
            SoftmaxLayer => recipe.Loss is SoftmaxCrossEntropy or Focal,
            ActivationLayer { Function.Card.Name: nameof(Sigmoid) } => recipe.Loss is BinaryCrossEntropy or Focal,
            _ => false,
        };
        return isSquashed ? last : null;
    }

    /// <summary>Refuses a recipe that squashes its outputs twice.</summary>
    /// <exception cref="RelumineException">It does (<see cref="ErrorKind.InvalidRequest"/>); the message names the layer and says what to do.</exception>
    public static void Refuse(Recipe recipe)
    {
        if (Of(recipe) is { } layer)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                FormattableString.Invariant($"{recipe.Source}: $.model[{recipe.Model.Count - 1}] is a {layer.Name} in front of {recipe.Loss.Name}, ")
                    + $"which applies the {layer.Name} itself: outputs would be squashed twice, and the network would learn badly. Leave the layer out: "
                    + "the loss takes the numbers in front of it.");
        }
    }
}
