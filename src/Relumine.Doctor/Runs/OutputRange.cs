using Relumine.Kernels.Calculus;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Runs;

/// <summary>The numbers that a network can put out, whatever its weights.</summary>
/// <param name="Layer">The layer that limits them.</param>
/// <param name="Low">None is smaller.</param>
/// <param name="High">None is larger.</param>
public sealed record OutputRange(string Layer, double Low, double High)
{
    /// <summary>The range of the last layers; null where there is no limit.</summary>
    internal static OutputRange? Of(IEnumerable<RecipeLayer> layers)
    {
        foreach (var layer in layers.Reverse())
        {
            switch (layer)
            {
                case FlattenLayer or ReshapeLayer or GlobalMaxPoolLayer or GlobalAveragePoolLayer or PoolLayer { Padding: 0 }:
                    continue;
                case SoftmaxLayer:
                    return new(layer.Name, 0, 1);
                case CReluLayer:
                    return new(layer.Name, 0, double.PositiveInfinity);
                case ActivationLayer a:
                    var range = ActivationShape.Of(a.Function).Range;
                    return double.IsInfinity(range.Low) && double.IsInfinity(range.High) ? null : new(layer.Name, range.Low, range.High);
                default:
                    return null;
            }
        }

        return null;
    }
}
