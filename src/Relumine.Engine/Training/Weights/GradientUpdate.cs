using System.Numerics;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Training.Weights;

/// <summary>Updates the weights of a parameter with stretches of its gradient while they are in the cache.</summary>
internal readonly struct GradientUpdate<T>(Parameter<T> parameter, Optimizer optimizer, UpdateArguments arguments) : IGradientUse<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public void Take(int start, ReadOnlySpan<T> gradient)
    {
        var first = parameter.Slot(0);
        var second = parameter.Slot(1);
        optimizer.Update(
            parameter.Values.Slice(start, gradient.Length), gradient,
            first.IsEmpty ? first : first.Slice(start, gradient.Length), second.IsEmpty ? second : second.Slice(start, gradient.Length), arguments);
    }
}
