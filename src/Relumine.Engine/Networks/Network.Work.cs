using Relumine.Graph.Operators;

namespace Relumine.Engine.Networks;

/// <content>How much a network has to calculate, before any weight is drawn.</content>
public sealed partial class Network
{
    /// <summary>What the network calculates for one sample on its way forward.</summary>
    public NetworkWork Work
    {
        get
        {
            var work = new NetworkWork(0, 0, 0, 0);
            var seen = new HashSet<LayerNode>(ReferenceEqualityComparer.Instance);
            var waiting = new Stack<LayerNode>([_node]);
            while (waiting.TryPop(out var node))
            {
                if (!seen.Add(node))
                {
                    continue;
                }

                work = work.With(Of(node));
                foreach (var input in node.Inputs)
                {
                    waiting.Push(input);
                }
            }

            return work;
        }
    }

    private static NetworkWork Of(LayerNode node)
    {
        // A product uses all weights of a unit for each of its numbers: a dense layer for one, a convolution for one a position.
        var taps = node.Weights.Where(w => w.Role == WeightRole.Weight).Sum(w => (double)w.Shape.ElementCount / w.Shape[0]);
        double elements = node.Shape.ElementCount;
        var number = node.Op?.WorkOfNumber ?? NumberWork.None;
        return new(taps * elements, elements, node.Weights.Sum(w => (double)w.Shape.ElementCount), 1)
        {
            Products = taps > 0 ? 1 : 0,
            Learning = number.Learning * elements,
            Inference = number.Inference * elements,
            Observed = node.Op?.IsActivation == true ? elements : 0,
            Beginning = number.Learning,
        };
    }
}

/// <summary>What a network calculates for one sample on its way forward, and what it keeps.</summary>
/// <param name="MultiplyAdds">The multiplications with weights, each with its addition.</param>
/// <param name="Elements">The numbers that all layers make together.</param>
/// <param name="Weights">The numbers in all weights together.</param>
/// <param name="Nodes">The operators, the input counted.</param>
public readonly record struct NetworkWork(double MultiplyAdds, double Elements, double Weights, int Nodes)
{
    /// <summary>The operators that multiply with weights.</summary>
    internal int Products { get; init; }

    /// <summary>What the other operators take for a sample in a training step, forward and back, in multiply-adds (<see cref="NumberWork"/>).</summary>
    internal double Learning { get; init; }

    /// <summary>What they take in inference.</summary>
    internal double Inference { get; init; }

    /// <summary>The numbers that activations make, which are observed.</summary>
    internal double Observed { get; init; }

    /// <summary>What the other operators take in a training step for one number each: a measure of what they do once for a batch.</summary>
    internal double Beginning { get; init; }

    /// <summary>Of another operator, too.</summary>
    internal NetworkWork With(NetworkWork other) => new(
        MultiplyAdds + other.MultiplyAdds, Elements + other.Elements, Weights + other.Weights, Nodes + other.Nodes)
    {
        Products = Products + other.Products,
        Learning = Learning + other.Learning,
        Inference = Inference + other.Inference,
        Observed = Observed + other.Observed,
        Beginning = Beginning + other.Beginning,
    };
}
