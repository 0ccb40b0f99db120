using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;

namespace Relumine.Engine.Inference.Fusion;

/// <summary><c>f(x·W + b)</c>: the activation is applied while the numbers are in registers.</summary>
internal sealed class ActivationAbsorber : IAbsorber
{
    /// <inheritdoc/>
    public bool Absorb(DenseChain chain, Node node, ShapeInference shapes)
    {
        if (node.Op is not Activate activate || chain.Activation is not null)
        {
            return false;
        }

        chain.Activation = activate.Function;
        return true;
    }
}
