using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Trimming;

/// <summary>A network while units are taken out of it: what stays of every value, and the nodes and weights so far.</summary>
internal sealed class TrimEdit : ITrimEdit
{
    private readonly UnitMap _map;
    private readonly HashSet<int> _removed;
    private readonly IReadOnlyDictionary<int, (int Of, double Factor)> _copiesOf;
    private readonly Dictionary<string, int[]?> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelTensor> _weights;
    private readonly Dictionary<string, Node[]> _replacements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _copies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;

    /// <summary>Begins with everything as it is.</summary>
    /// <param name="map">Where the units are.</param>
    /// <param name="removed">The roots of the slots that go.</param>
    /// <param name="copies">Of these roots, those that are multiples of others.</param>
    public TrimEdit(UnitMap map, HashSet<int> removed, IReadOnlyDictionary<int, (int Of, double Factor)> copies)
    {
        (_map, _removed, _copiesOf) = (map, removed, copies);
        _weights = new(map.Model.Weights, StringComparer.Ordinal);
        _names = [.. _weights.Keys, .. map.Model.Graph.Inputs.Select(i => i.Name), .. map.Model.Graph.Nodes.SelectMany(n => n.Outputs.Append(n.Name))];
    }

    /// <inheritdoc/>
    public IUnitMap Map => _map;

    /// <inheritdoc/>
    public bool HasMovedConstants { get; set; }

    /// <inheritdoc/>
    public int[]? KeptOf(string value)
    {
        if (!_kept.TryGetValue(value, out var kept))
        {
            if (Map.SlotsOf(value) is { } along)
            {
                kept = [.. Enumerable.Range(0, along.Length).Where(i => !_removed.Contains(Map.Slots.Root(along.Slots[i])))];
                kept = kept.Length == along.Length ? null : kept;
            }

            _kept[value] = kept;
        }

        return kept;
    }

    /// <inheritdoc/>
    public IReadOnlyList<(int Unit, int Of, double Factor)> CopiesIn(string value)
    {
        if (_copiesOf.Count == 0 || Map.SlotsOf(value) is not { } along)
        {
            return [];
        }

        // Where a unit has several elements, the first of one meets the first of the other, and so on.
        var places = along.Slots.Select((slot, at) => (Root: Map.Slots.Root(slot), at)).ToLookup(p => p.Root, p => p.at);
        return [.. places.Where(p => _copiesOf.ContainsKey(p.Key))
            .SelectMany(p => p.Zip(places[_copiesOf[p.Key].Of], (unit, of) => (unit, of, _copiesOf[p.Key].Factor)))];
    }

    /// <inheritdoc/>
    public ModelTensor Constant(string name) => Map.Shapes.Constant(name)!;

    /// <inheritdoc/>
    public ModelTensor KeepAligned(ModelTensor constant, string value, int[] kept)
    {
        var along = Map.SlotsOf(value)!;
        var axis = along.Axis - (Map.Shapes[value].Shape.Rank - constant.Shape.Rank);
        return axis >= 0 && constant.Shape[axis] == along.Length ? constant.Keep(axis, kept) : constant;
    }

    /// <inheritdoc/>
    public void KeepParameters(Node node)
    {
        var output = node.Outputs[0];
        if (KeptOf(output) is not { } kept)
        {
            return;
        }

        Replace(node with
        {
            Inputs = node.Inputs.Select((name, i) => name.Length > 0 && node.Op.RoleOf(i) != InputRole.Setting && Map.Shapes.Constant(name) is { } constant
                ? Store(name, KeepAligned(constant, output, kept)) : name).ToArray(),
        });
    }

    /// <inheritdoc/>
    public string Store(string name, ModelTensor value)
    {
        if (ReferenceEquals(value, Map.Shapes.Constant(name)))
        {
            return name;
        }

        if (_map.Sources.IsOwn(name))
        {
            _weights[name] = value;
            return name;
        }

        var copies = _copies.TryGetValue(name, out var known) ? known : _copies[name] = [];
        var same = copies.Find(c => _weights[c].Shape.Equals(value.Shape) && _weights[c].Bytes.SequenceEqual(value.Bytes));
        if (same is null)
        {
            copies.Add(same = Add(name + "/trimmed", value));
        }

        return same;
    }

    /// <inheritdoc/>
    public string Add(string wish, ModelTensor value)
    {
        var name = Unused(wish);
        _weights[name] = value;
        return name;
    }

    /// <inheritdoc/>
    public void Replace(Node node, ModelTensor? sum = null)
    {
        var output = node.Outputs[0];
        if (sum is null)
        {
            _replacements[output] = [node];
            return;
        }

        var between = Unused(output + "/product");
        var bias = Add(node.Name + "/bias", sum);
        _replacements[output] =
        [
            node with { Outputs = new[] { between } },
            new Node(Unused(node.Name + "/sum"), new Add(), new[] { between, bias }, new[] { output }),
        ];
    }

    /// <summary>The network without what nobody reads any more.</summary>
    public Model Finish()
    {
        var graph = _map.Model.Graph;
        var nodes = graph.Nodes.SelectMany(n => _replacements.GetValueOrDefault(n.Outputs[0]) ?? [n]).ToArray();
        return new RemoveDeadNodes().Apply(_map.Model with { Graph = graph with { Nodes = nodes }, Weights = _weights }).Model;
    }

    private string Unused(string wish)
    {
        var name = wish;
        for (var i = 2; !_names.Add(name); i++)
        {
            name = FormattableString.Invariant($"{wish}_{i}");
        }

        return name;
    }
}
