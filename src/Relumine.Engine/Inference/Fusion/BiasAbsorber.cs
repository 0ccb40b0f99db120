using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;

namespace Relumine.Engine.Inference.Fusion;

/// <summary><c>x·W + b</c> and <c>x·W − b</c> with a constant b for each column.</summary>
internal sealed class BiasAbsorber : IAbsorber
{
    /// <inheritdoc/>
    public bool Absorb(DenseChain chain, Node node, ShapeInference shapes)
    {
        // c − x·W would turn the product around; it is rare, and runs as it is.
        var other = node.Op switch
        {
            Add => node.Inputs[0] == chain.Output ? node.Inputs[1] : node.Inputs[0],
            Sub when node.Inputs[0] == chain.Output => node.Inputs[1],
            _ => null,
        };
        if (other is null || other == chain.Output || chain.Activation is not null || shapes.Constant(other) is not { } constant
            || !shapes[node.Outputs[0]].Shape.Equals(shapes[chain.Output].Shape)
            || chain.PerColumn(constant, shapes[node.Outputs[0]].Shape) is not { } terms)
        {
            return false;
        }

        chain.Add(node.Op is Sub ? Array.ConvertAll(terms, t => -t) : terms);
        return true;
    }
}
