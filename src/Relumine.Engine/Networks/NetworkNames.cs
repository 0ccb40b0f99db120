using System.Globalization;
using Relumine.Kernels;

namespace Relumine.Engine.Networks;

/// <summary>The layers of a network in an order in which every one comes after those that it reads, with their names: kind and number.</summary>
internal sealed class NetworkNames
{
    private readonly Dictionary<LayerNode, string> _names = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Names everything in front of <paramref name="last"/> and itself.</summary>
    public NetworkNames(LayerNode last)
    {
        // Without recursion, because networks may be deep.
        var open = new Stack<(LayerNode Node, int Next)>([(last, 0)]);
        var order = new List<LayerNode>();
        var seen = new HashSet<LayerNode> { last };
        while (open.TryPop(out var top))
        {
            if (top.Next < top.Node.Inputs.Count)
            {
                open.Push((top.Node, top.Next + 1));
                var input = top.Node.Inputs[top.Next];
                if (seen.Add(input))
                {
                    open.Push((input, 0));
                }

                continue;
            }

            order.Add(top.Node);
        }

        Order = order;
        foreach (var node in order)
        {
            _names[node] = node.PartOf is { } part ? Of(part.Owner) + "." + part.Suffix : Fresh(node);
        }
    }

    /// <summary>All nodes, the input among them.</summary>
    public IReadOnlyList<LayerNode> Order { get; }

    /// <summary>The name of a node and of the value that it makes.</summary>
    public string this[LayerNode node] => _names[node];

    /// <summary>All weights, settings excluded.</summary>
    public IReadOnlyList<LayerWeight> Weights =>
        [.. from node in Order from weight in node.Weights where weight.Role != WeightRole.Setting select Describe(node, weight)];

    /// <summary>The exceptions from the network's λ.</summary>
    public IReadOnlyDictionary<string, Kink> Kinks =>
        Order.Where(n => n.Kink is not null).ToDictionary(n => _names[n], n => n.Kink!.Value);

    /// <summary>The name of a weight in the model.</summary>
    public string Of(LayerNode node, WeightRequest weight) => _names[node] + "." + weight.Suffix;

    private LayerWeight Describe(LayerNode node, WeightRequest weight) =>
        new(Of(node, weight), _names[node], weight.Role, weight.Shape, weight.FanIn, weight.FanOut) { Rate = weight.Rate };

    private string Of(LayerNode owner) => _names[owner];

    private string Fresh(LayerNode node)
    {
        if (node.Op is null)
        {
            return node.Kind;
        }

        var count = _counts[node.Kind] = _counts.GetValueOrDefault(node.Kind) + 1;
        return node.Kind + count.ToString(CultureInfo.InvariantCulture);
    }
}
