namespace Relumine.Engine.Networks;

/// <content>How much a network has to calculate, before any weight is drawn.</content>
public sealed partial class Network
{
    /// <summary>What the network calculates for one sample on its way forward.</summary>
    public NetworkWork Work
    {
        get
        {
            double products = 0, elements = 0, weights = 0;
            var seen = new HashSet<LayerNode>(ReferenceEqualityComparer.Instance);
            var waiting = new Stack<LayerNode>([_node]);
            while (waiting.TryPop(out var node))
            {
                if (!seen.Add(node))
                {
                    continue;
                }

                // A product uses all weights of a unit for each of its numbers: a dense layer for one, a convolution for one a position.
                var taps = node.Weights.Where(w => w.Role == WeightRole.Weight).Sum(w => (double)w.Shape.ElementCount / w.Shape[0]);
                products += taps * node.Shape.ElementCount;
                elements += node.Shape.ElementCount;
                weights += node.Weights.Sum(w => (double)w.Shape.ElementCount);
                foreach (var input in node.Inputs)
                {
                    waiting.Push(input);
                }
            }

            return new(products, elements, weights, seen.Count);
        }
    }
}

/// <summary>What a network calculates for one sample on its way forward, and what it keeps.</summary>
/// <param name="MultiplyAdds">The multiplications with weights, each with its addition.</param>
/// <param name="Elements">The numbers that all layers make together.</param>
/// <param name="Weights">The numbers in all weights together.</param>
/// <param name="Nodes">The operators, the input counted.</param>
public readonly record struct NetworkWork(double MultiplyAdds, double Elements, double Weights, int Nodes);
