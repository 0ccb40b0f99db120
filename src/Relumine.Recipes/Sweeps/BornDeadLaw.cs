using Relumine.Kernels.Activations;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes.Sweeps;

/// <summary>How likely a network is born dead: a whole layer of rectifiers fires on no sample, so that nothing reaches the output, nor comes back.</summary>
/// <remarks>
/// Lu, Shin, Su &amp; Karniadakis 2020, Communications in Computational Physics 28 (arXiv:1903.06733): where weights are drawn symmetrically around 0 and
/// biases are 0, each of the N units of a layer is off for one sample with probability ½, independently. So the layer is off with 2⁻ᴺ, and the network for
/// that sample with 1 − Π(1 − 2⁻ᴺ). For all samples at once it is that at most, and exactly that where all samples lie on one ray from 0.
/// </remarks>
public static class BornDeadLaw
{
    /// <summary>The probability for one sample, which is the most for all; null where the law does not hold.</summary>
    /// <param name="recipe">Dense layers with ReLU behind all but the last, weights drawn around 0, biases 0.</param>
    public static double? AtMost(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var layers = recipe.Model;
        if (recipe.Init.Bias != 0 || recipe.Init.Biases is not null || !recipe.Init.Weights.IsSymmetric || layers.Count % 2 == 0)
        {
            return null;
        }

        var alive = 1.0;
        for (var i = 0; i < layers.Count; i += 2)
        {
            if (
                layers[i] is not DenseLayer { Init: null, BiasInit: null, Bias.Count: 0 } dense
                || (i + 1 < layers.Count && layers[i + 1] is not ActivationLayer { Function.Card.Name: "Relu" })
            )
            {
                return null;
            }

            alive *= i + 1 < layers.Count ? 1 - Math.Pow(2, -dense.Units) : 1;
        }

        return 1 - alive;
    }
}
