using Relumine.Graph.Errors;
using Relumine.Graph.Operators;

namespace Relumine.Graph.Models;

/// <summary>
/// Whether a graph makes sense apart from shapes: every value is made exactly once and before it is read, every node
/// has a name of its own and as many inputs as its operator takes.
/// </summary>
public static class GraphCheck
{
    /// <summary>Checks a model, whose nodes must be sorted (<see cref="TopologicalOrder"/> sorts them).</summary>
    /// <exception cref="GraphException">Something is wrong; the message names the node and the value.</exception>
    public static void Check(Model model) => Check(model.Graph, model.Weights.ContainsKey);

    /// <summary>Checks a graph; <paramref name="isWeight"/> says which names are weights.</summary>
    /// <exception cref="GraphException">Something is wrong; the message names the node and the value.</exception>
    public static void Check(ModelGraph graph, Func<string, bool> isWeight)
    {
        var makers = MadeOnce(graph, isWeight);
        var made = new HashSet<string>(graph.Inputs.Select(i => i.Name), StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (node.Name.Length == 0 || !names.Add(node.Name))
            {
                throw new GraphException(node.Name.Length == 0
                    ? $"The node {node} has no name. Every node needs one of its own."
                    : $"Two nodes are named '{node.Name}'. Every node needs a name of its own.");
            }

            CheckNode(node);
            foreach (var input in node.Inputs)
            {
                if (input.Length > 0 && !made.Contains(input) && !isWeight(input))
                {
                    throw makers.TryGetValue(input, out var maker)
                        ? new GraphException($"{node.Op.Type} '{node.Name}' reads '{input}' before {maker} makes it. Sort the nodes.")
                        : Missing($"{node.Op.Type} '{node.Name}' reads '{input}'");
                }
            }

            made.UnionWith(node.Outputs);
        }

        foreach (var output in graph.Outputs)
        {
            if (!made.Contains(output.Name) && !isWeight(output.Name))
            {
                throw Missing($"The graph's output is '{output.Name}'");
            }
        }
    }

    /// <summary>Checks that a node has as many inputs as its operator takes, and a result.</summary>
    /// <exception cref="GraphException">It has not.</exception>
    public static void CheckNode(Node node)
    {
        if (node.Outputs is not [{ Length: > 0 }, ..])
        {
            throw new GraphException(
                $"{node.Op.Type} '{node.Name}' has no first output, which every operator makes. The model is inconsistent; check how it was exported."
            );
        }

        var (fewest, most) = node.Op.InputCount;
        var given = node.Inputs.Count;
        if (given < fewest || given > most)
        {
            var expected =
                fewest == most ? $"{fewest}"
                : most == int.MaxValue ? $"at least {fewest}"
                : $"from {fewest} to {most}";
            throw new GraphException(
                $"{node.Op.Type} '{node.Name}' has {given} inputs, but the operator takes {expected}. The model is inconsistent; check how it was exported."
            );
        }

        for (var i = 0; i < fewest; i++)
        {
            if (node.Inputs[i].Length == 0)
            {
                throw new GraphException(
                    $"{node.Op.Type} '{node.Name}' leaves out input {i}, which the operator needs. The model is inconsistent; check how it was exported."
                );
            }
        }
    }

    private static GraphException Missing(string reader) =>
        new($"{reader}, which no node makes and which is neither an input nor a weight. The model is incomplete; export it again.");

    /// <summary>Checks that every value is made exactly once, in whatever order, and returns who makes it.</summary>
    internal static Dictionary<string, string> MadeOnce(ModelGraph graph, Func<string, bool> isWeight)
    {
        var makers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in graph.Inputs)
        {
            Claim(input.Name, "the graph's inputs");
        }

        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs)
            {
                if (output.Length > 0)
                {
                    Claim(output, $"{node.Op.Type} '{node.Name}'");
                }
            }
        }

        return makers;

        void Claim(string value, string maker)
        {
            var earlier = isWeight(value) ? "the weights" : makers.GetValueOrDefault(value);
            if (earlier is not null)
            {
                throw new GraphException(
                    $"The value '{value}' comes from {maker} and from {earlier} too. Every value must be made exactly once; export the model again."
                );
            }

            makers.Add(value, maker);
        }
    }
}
