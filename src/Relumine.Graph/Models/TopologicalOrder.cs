using Relumine.Graph.Errors;
using Relumine.Graph.Operators;

namespace Relumine.Graph.Models;

/// <summary>An order of nodes in which every value is made before it is read.</summary>
public static class TopologicalOrder
{
    /// <summary>
    /// Sorts nodes, keeping the given order wherever it is possible; nodes that are sorted already stay as they are.
    /// Values that no node makes are taken as given.
    /// </summary>
    /// <exception cref="GraphException">Some nodes wait for one another; the message names the values of a cycle.</exception>
    public static Node[] Sort(IReadOnlyList<Node> nodes)
    {
        var maker = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var output in nodes[i].Outputs)
            {
                if (output.Length > 0)
                {
                    maker[output] = i;
                }
            }
        }

        var waitsFor = new int[nodes.Count];
        var readers = new List<int>?[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Inputs)
            {
                if (maker.TryGetValue(input, out var j))
                {
                    (readers[j] ??= []).Add(i);
                    waitsFor[i]++;
                }
            }
        }

        // The smallest index first keeps the given order.
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(i => waitsFor[i] == 0).Select(i => (i, i)));
        var sorted = new List<Node>(nodes.Count);
        while (ready.TryDequeue(out var i, out _))
        {
            sorted.Add(nodes[i]);
            foreach (var reader in readers[i] ?? [])
            {
                if (--waitsFor[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        return sorted.Count == nodes.Count ? [.. sorted] : throw Cycle(nodes, maker, waitsFor);
    }

    private static GraphException Cycle(IReadOnlyList<Node> nodes, Dictionary<string, int> maker, int[] waitsFor)
    {
        // Every waiting node reads from a waiting node, so walking backwards must come round.
        var path = new List<int>();
        var position = new Dictionary<int, int>();
        var i = Array.FindIndex(waitsFor, n => n > 0);
        while (position.TryAdd(i, path.Count))
        {
            path.Add(i);
            i = nodes[i].Inputs.Where(maker.ContainsKey).Select(v => maker[v]).First(j => waitsFor[j] > 0);
        }

        path.Add(i);
        const int Shown = 6;
        var cycle = path[position[i]..].AsEnumerable().Reverse().Select(j => $"{nodes[j].Op.Type} '{nodes[j].Name}'").ToArray();
        var text = string.Join(" → ", cycle.Length <= Shown ? cycle : [.. cycle[..(Shown - 1)], "…", cycle[^1]]);
        return new GraphException($"The graph has a cycle: {text}. A network must not feed a value back into its own past; export the model again.");
    }
}
