using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Trimming;

/// <summary>
/// Which slots can go: those whose elements are constant wherever a product sums over them, that nothing pins, and that
/// are not the last of a value.
/// </summary>
internal sealed class Decision
{
    private readonly UnitMap _map;
    private readonly Dictionary<int, Obstacle> _kept = [];

    /// <summary>Decides.</summary>
    /// <param name="map">Where the units are.</param>
    /// <param name="silent">The layers, each with the units that are constant.</param>
    /// <param name="mergesCopies">Whether copies of other units go, too.</param>
    public Decision(UnitMap map, IReadOnlyList<SilentUnits> silent, bool mergesCopies)
    {
        _map = map;
        foreach (var layer in silent)
        {
            if (SlotsOf(layer) is { } along)
            {
                Removed.UnionWith(layer.Units.Select(u => map.Slots.Root(along.Slots[u])));
            }
        }

        foreach (var root in Removed.ToArray())
        {
            if (map.Slots.PinOf(root) is { } pin)
            {
                Keep(root, pin);
            }
        }

        foreach (var product in map.Products)
        {
            CheckReader(product);
        }

        // After what is constant, so that nothing is a copy of a unit that goes.
        if (mergesCopies)
        {
            FindCopies(silent);
        }

        KeepOneEach();
    }

    /// <summary>For the roots of the slots that go because they are copies: the root of what they copy, and the factor.</summary>
    public Dictionary<int, (int Of, double Factor)> Copies { get; } = [];

    /// <summary>The roots of the slots that go.</summary>
    public HashSet<int> Removed { get; } = [];

    /// <summary>What was decided about a layer.</summary>
    public RemovedUnits Describe(SilentUnits layer)
    {
        if (SlotsOf(layer) is not { } along)
        {
            var why = _map.SlotsOf(layer.Value) is null ? _map.WhyLost(layer.Value)
                : new Obstacle(null, "its units lie along another axis than those of the weights that make it");
            return new(layer.Value, [], [.. layer.Units.Select(u => new KeptUnit(u, why.ToString()))]);
        }

        int Root(int unit) => _map.Slots.Root(along.Slots[unit]);
        return new(
            layer.Value,
            [.. Enumerable.Range(0, along.Length).Where(u => Removed.Contains(Root(u)))],
            [.. layer.Units.Where(u => !Removed.Contains(Root(u))).Select(u => new KeptUnit(u, _kept[Root(u)].ToString()))])
        {
            Copies = [.. Enumerable.Range(0, along.Length).Where(u => Copies.ContainsKey(Root(u))).Select(u => Copy(along, u))],
        };
    }

    private UnitCopy Copy(SlotAxis along, int unit)
    {
        var (of, factor) = Copies[_map.Slots.Root(along.Slots[unit])];
        return new(unit, Array.FindIndex(along.Slots, s => _map.Slots.Root(s) == of), factor);
    }

    private void FindCopies(IReadOnlyList<SilentUnits> layers)
    {
        var copies = new UnitCopies(_map);
        foreach (var along in layers.Select(SlotsOf).OfType<SlotAxis>())
        {
            foreach (var copy in copies.Of(along, Removed.Contains).ToArray())
            {
                var root = _map.Slots.Root(along.Slots[copy.Unit]);
                Removed.Add(root);
                Copies[root] = (_map.Slots.Root(along.Slots[copy.Of]), copy.Factor);
            }
        }
    }

    private SlotAxis? SlotsOf(SilentUnits layer) => _map.SlotsOf(layer.Value) is { } along && along.Axis == layer.Axis ? along : null;

    private void Keep(int root, Obstacle why)
    {
        Removed.Remove(root);
        _kept.TryAdd(root, why);
    }

    private void CheckReader(Product product)
    {
        if (_map.SlotsOf(product.DataName) is not { } along || along.Axis != product.DataAxis)
        {
            return;
        }

        var weights = _map.Shapes.Constant(product.WeightsName)!;
        for (var i = 0; i < along.Length; i++)
        {
            var root = _map.Slots.Root(along.Slots[i]);
            if (!Removed.Contains(root))
            {
                continue;
            }

            if (double.IsNaN(along.Constants[i]))
            {
                Keep(root, WhyNotConstant(root, product));
            }
            else if (!IsFinite(weights, product.InnerAxis, i))
            {
                Keep(root, new(product.Node, $"multiplies them with weights of '{product.WeightsName}' that are not finite"));
            }
            else if (along.Constants[i] != 0 && BiasFold.WhyNot(product, _map) is { } reason)
            {
                Keep(root, new(product.Node, reason));
            }
        }
    }

    // Where a constant went in and something else came out.
    private Obstacle WhyNotConstant(int root, Product reader)
    {
        foreach (var node in _map.Model.Graph.Nodes)
        {
            if (IsConstant(node.Outputs[0]) == false && _map.Varying(node).Any(i => IsConstant(i) == true))
            {
                return _map.Varying(node).Count() > 1
                    ? new(node, "joins them with units that are not dead")
                    : new(node, "makes different numbers of them at different places");
            }
        }

        return new(reader.Node, $"reads '{reader.DataName}', which has to have the same units and in which they are not dead");

        bool? IsConstant(string value)
        {
            if (_map.SlotsOf(value) is not { } along || Array.FindIndex(along.Slots, s => _map.Slots.Root(s) == root) is not (>= 0 and var at))
            {
                return null;
            }

            return !double.IsNaN(along.Constants[at]);
        }
    }

    // A tensor without elements is no tensor for most programs.
    private void KeepOneEach()
    {
        foreach (var along in _map.SlotAxes)
        {
            if (along.Length > 0 && Array.TrueForAll(along.Slots, s => Removed.Contains(_map.Slots.Root(s))))
            {
                Keep(_map.Slots.Root(along.Slots[0]), new(null, "a layer keeps one unit, and no other would be left"));
            }
        }
    }

    private static bool IsFinite(ModelTensor weights, int axis, int index)
    {
        var (outer, inner) = (weights.Shape.Product(0, axis), weights.Shape.Product(axis + 1, weights.Shape.Rank));
        for (var o = 0; o < outer; o++)
        {
            for (var at = 0; at < inner; at++)
            {
                if (!double.IsFinite(weights.NumberAt(((o * weights.Shape[axis]) + index) * inner + at)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
