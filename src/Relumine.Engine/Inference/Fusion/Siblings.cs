using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference.Fusion;

/// <summary>
/// Convolutions of the same value with a few units each, as the heads of a detector: alone each would leave most of a register empty, so they become one,
/// whose planes are handed out afterwards. Convolutions channel by channel behind them are joined, too. Every unit's sum is the same.
/// </summary>
internal static class Siblings
{
    // Fewer units than a register of floats holds.
    private const int MostUnits = 16;

    /// <summary>The model with such convolutions joined.</summary>
    public static Model Join(Model model)
    {
        var joined = Join(model, Heads(model), 1);
        if (ReferenceEquals(joined, model) || Behind(joined) is not { Count: > 0 } behind)
        {
            return joined;
        }

        // What was handed out in between has nobody to go to now.
        joined = Join(joined, behind, null);
        var read = joined.Graph.Nodes.SelectMany(n => n.Inputs).Concat(joined.Graph.Outputs.Select(o => o.Name)).ToHashSet();
        var nodes = joined.Graph.Nodes.Where(n => n.Op is not Split || n.Outputs.Any(read.Contains));
        return joined with { Graph = joined.Graph with { Nodes = nodes.ToArray() } };
    }

    // Groups of convolutions that read the same value in the same way.
    private static List<Node[]> Heads(Model model)
    {
        var readers = Readers(model);
        return [.. model.Graph.Nodes
            .Where(n => n.Op is Conv { Groups: 1 } && Weights(model, n) is { } w && w.Shape[0] < MostUnits && LeavesPlanes(n, readers))
            .GroupBy(n => (n.Inputs[0], n.Op, Form(model, n)))
            .Select(g => g.ToArray())
            .Where(g => g.Length > 1 && (g.Sum(n => Weights(model, n)!.Shape[0]) - 1) / MostUnits + 1 < g.Length)];
    }

    // Groups of convolutions, channel by channel, one for each part of what was joined.
    private static List<Node[]> Behind(Model model)
    {
        var readers = Readers(model);
        var groups = new List<Node[]>();
        foreach (var split in model.Graph.Nodes.Where(n => n.Op is Split { Axis: 1 }))
        {
            Node[] behind = [.. split.Outputs.Select(o => readers.GetValueOrDefault(o, [])).Where(r => r.Count == 1).Select(r => r[0])];
            if (behind.Length == split.Outputs.Count && !split.Outputs.Any(o => model.Graph.Outputs.Any(v => v.Name == o))
                && behind.Zip(split.Outputs).All(b => b.First.Op is Conv conv && b.First.Inputs[0] == b.Second && Weights(model, b.First) is { } w
                    && w.Shape[1] == 1 && w.Shape[0] == conv.Groups && LeavesPlanes(b.First, readers))
                && behind.Select(n => (((Conv)n.Op) with { Groups = 1 }, Form(model, n))).Distinct().Count() == 1)
            {
                behind[0] = behind[0] with { Inputs = behind[0].Inputs.Select((name, at) => at == 0 ? split.Inputs[0] : name).ToArray() };
                groups.Add(behind);
            }
        }

        return groups;
    }

    private static Model Join(Model model, List<Node[]> groups, int? number)
    {
        if (groups.Count == 0)
        {
            return model;
        }

        // By their first output, which is what a node is known by.
        var first = groups.ToDictionary(g => g[0].Outputs[0]);
        var rest = groups.SelectMany(g => g.Skip(1)).Select(n => n.Outputs[0]).ToHashSet();
        var weights = new Dictionary<string, ModelTensor>(model.Weights, StringComparer.Ordinal);
        var nodes = new List<Node>();
        foreach (var node in model.Graph.Nodes)
        {
            if (node.Outputs is [var output, ..] && first.TryGetValue(output, out var group))
            {
                Add(model, group, number, weights, nodes);
            }
            else if (node.Outputs.Count == 0 || !rest.Contains(node.Outputs[0]))
            {
                nodes.Add(node);
            }
        }

        return model with { Graph = model.Graph with { Nodes = nodes.ToArray() }, Weights = weights };
    }

    private static void Add(Model model, Node[] group, int? number, Dictionary<string, ModelTensor> weights, List<Node> nodes)
    {
        var name = group[0].Outputs[0] + " joined";
        while (model.Graph.Nodes.Any(n => n.Outputs.Contains(name)) || weights.Keys.Any(w => w.StartsWith(name, StringComparison.Ordinal)))
        {
            name += " ";
        }

        var lengths = Array.ConvertAll(group, n => (long)Weights(model, n)!.Shape[0]);
        var units = (int)lengths.Sum();
        weights[name + " weights"] = Stack(group, n => Weights(model, n)!, units);
        weights[name + " lengths"] = ModelTensor.Vector<long>(lengths);
        List<string> inputs = [group[0].Inputs[0], name + " weights"];
        if (Bias(model, group[0]) is not null)
        {
            weights[name + " bias"] = Stack(group, n => Bias(model, n)!, units);
            inputs.Add(name + " bias");
        }

        nodes.Add(new Node(name, ((Conv)group[0].Op) with { Groups = number ?? units }, inputs.ToArray(), new[] { name }));
        nodes.Add(new Node(name + " split", new Split(1), new[] { name, name + " lengths" }, group.Select(n => n.Outputs[0]).ToArray()));
    }

    private static ModelTensor Stack(Node[] group, Func<Node, ModelTensor> part, int units)
    {
        var like = part(group[0]);
        var stacked = ModelTensor.Zeros(like.Type, like.Shape.With(0, units));
        var at = 0;
        foreach (var tensor in group.Select(part))
        {
            tensor.Bytes.CopyTo(stacked.Bytes[at..]);
            at += tensor.Bytes.Length;
        }

        return stacked;
    }

    // What must agree: the form of a unit's weights, and whether there is a bias.
    private static (string Kernel, ElementType Type, bool HasBias) Form(Model model, Node node)
    {
        var weights = Weights(model, node)!;
        return (weights.Shape.With(0, 1).ToString(), weights.Type, Bias(model, node) is not null);
    }

    private static ModelTensor? Weights(Model model, Node node) =>
        model.Weights.GetValueOrDefault(node.Inputs[1]) is { Shape.Rank: >= 3 } weights && weights.Type.IsFloat()
        && (node.Inputs.Count < 3 || node.Inputs[2].Length == 0
            || Bias(model, node) is { } bias && bias.Type == weights.Type && bias.Length == weights.Shape[0])
            ? weights : null;

    private static ModelTensor? Bias(Model model, Node node) =>
        node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? model.Weights.GetValueOrDefault(node.Inputs[2]) : null;

    // Whether nothing behind it would be computed together with it: planes are needed anyway.
    private static bool LeavesPlanes(Node node, Dictionary<string, List<Node>> readers) =>
        readers.GetValueOrDefault(node.Outputs[0], []).All(r => r.Op is Conv or Transpose or Concat || r.Op.IsReshape);

    private static Dictionary<string, List<Node>> Readers(Model model) =>
        model.Graph.Nodes.SelectMany(n => n.Inputs.Where(i => i.Length > 0).Distinct().Select(i => (i, n))).GroupBy(p => p.i)
            .ToDictionary(g => g.Key, g => g.Select(p => p.n).ToList());
}
