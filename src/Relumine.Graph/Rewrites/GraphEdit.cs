using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Rewrites;

/// <summary>
/// A graph while it is being rewritten: who makes a value, who reads it, and the notes for the result. Nodes keep
/// their order, so a replacement may read whatever the node that it replaces could read.
/// </summary>
internal sealed class GraphEdit
{
    private readonly Model _model;
    private readonly List<Node?> _nodes;
    private readonly Dictionary<string, int> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelTensor> _weights;
    private readonly HashSet<string> _outputs;
    private readonly List<string> _changes = [];
    private readonly List<Refusal> _refusals = [];

    public GraphEdit(Model model)
    {
        _model = model;
        _nodes = [.. model.Graph.Nodes];
        _weights = new Dictionary<string, ModelTensor>(model.Weights, StringComparer.Ordinal);
        _outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
        for (var i = 0; i < _nodes.Count; i++)
        {
            Index(i);
        }
    }

    /// <summary>The nodes from last to first, as they are at the time; a caller may replace and remove meanwhile.</summary>
    public IEnumerable<Node> Backwards()
    {
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            if (_nodes[i] is { } node)
            {
                yield return node;
            }
        }
    }

    /// <summary>The nodes from first to last, likewise.</summary>
    public IEnumerable<Node> Forwards()
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i] is { } node)
            {
                yield return node;
            }
        }
    }

    /// <summary>The node that makes a value; null for inputs and weights.</summary>
    public Node? Maker(string value) => _makers.TryGetValue(value, out var i) ? _nodes[i] : null;

    /// <summary>The nodes that read a value.</summary>
    public IReadOnlyList<Node> Readers(string value) =>
        _readers.TryGetValue(value, out var readers) ? [.. readers.Select(i => _nodes[i]!)] : [];

    /// <summary>Whether the caller gets the value.</summary>
    public bool IsOutput(string value) => _outputs.Contains(value);

    /// <summary>Puts a node where another is.</summary>
    public void Replace(Node old, Node replacement)
    {
        var i = Place(old);
        Forget(i);
        _nodes[i] = replacement;
        Index(i);
    }

    /// <summary>Takes a node away.</summary>
    public void Remove(Node node)
    {
        var i = Place(node);
        Forget(i);
        _nodes[i] = null;
    }

    /// <summary>Lets all readers of one value read another.</summary>
    public void Redirect(string from, string to)
    {
        foreach (var reader in Readers(from))
        {
            Replace(reader, reader with { Inputs = reader.Inputs.Select(i => i == from ? to : i).ToArray() });
        }
    }

    /// <summary>Adds a weight under a name made of <paramref name="wish"/> that nothing has yet, and returns it.</summary>
    public string AddWeight(string wish, ModelTensor value)
    {
        var name = wish;
        for (var i = 2; _weights.ContainsKey(name) || _makers.ContainsKey(name) || _model.Graph.Inputs.Any(v => v.Name == name); i++)
        {
            name = FormattableString.Invariant($"{wish}_{i}");
        }

        _weights[name] = value;
        return name;
    }

    /// <summary>Gives a value that nodes made until now as a weight, under its own name.</summary>
    public void SetWeight(string name, ModelTensor value) => _weights[name] = value;

    /// <summary>Notes a change.</summary>
    public void Changed(string what) => _changes.Add(what);

    /// <summary>Notes a refusal.</summary>
    public void Refuse(Node node, string reason)
    {
        var refusal = new Refusal(node.Name, reason);
        if (!_refusals.Contains(refusal))
        {
            _refusals.Add(refusal);
        }
    }

    /// <summary>The number of changes so far.</summary>
    public int ChangeCount => _changes.Count;

    /// <summary>The result: if anything was changed, without nodes and weights that nothing leads to an output.</summary>
    public RewriteResult Finish()
    {
        if (ChangeCount == 0)
        {
            return new RewriteResult(_model, default, _refusals.ToArray());
        }

        Sweep();
        var graph = _model.Graph with { Nodes = _nodes.OfType<Node>().ToArray() };
        return new RewriteResult(_model with { Graph = graph, Weights = UsedWeights() }, _changes.ToArray(), _refusals.ToArray());
    }

    /// <summary>Takes away the nodes from which nothing leads to an output, and returns them.</summary>
    public IReadOnlyList<Node> Sweep()
    {
        var removed = new List<Node>();
        foreach (var node in Backwards())
        {
            if (!node.Outputs.Any(o => o.Length > 0 && (IsOutput(o) || Readers(o).Count > 0)))
            {
                Remove(node);
                removed.Add(node);
            }
        }

        return removed;
    }

    /// <summary>The weights that something reads.</summary>
    public Dictionary<string, ModelTensor> UsedWeights() =>
        _weights.Where(w => IsOutput(w.Key) || Readers(w.Key).Count > 0).ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);

    private int Place(Node node)
    {
        var i = node.Outputs.Where(o => o.Length > 0).Select(o => _makers.GetValueOrDefault(o, -1)).DefaultIfEmpty(-1).First();
        return i >= 0 && ReferenceEquals(_nodes[i], node) ? i : _nodes.FindIndex(n => ReferenceEquals(n, node));
    }

    private void Index(int i)
    {
        foreach (var output in _nodes[i]!.Outputs.Where(o => o.Length > 0))
        {
            _makers[output] = i;
        }

        foreach (var input in _nodes[i]!.Inputs.Where(n => n.Length > 0))
        {
            (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(i);
        }
    }

    private void Forget(int i)
    {
        foreach (var output in _nodes[i]!.Outputs.Where(o => o.Length > 0))
        {
            _makers.Remove(output);
        }

        foreach (var input in _nodes[i]!.Inputs.Where(n => n.Length > 0))
        {
            _readers[input].Remove(i);
        }
    }
}
