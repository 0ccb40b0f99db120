using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Trimming;

/// <summary>
/// Finds units whose weights are those of another unit of the layer, or a positive multiple of them where all up to the next product keeps
/// multiples (max(0, c·z) = c·max(0, z)): every product that reads both can read one of them with both weights added.
/// </summary>
internal sealed class UnitCopies
{
    private readonly UnitMap _map;
    private readonly Dictionary<int, List<(string Value, int Place)>> _places = [];
    private readonly Dictionary<string, Node> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _keepsMultiples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProductRows> _rows = new(StringComparer.Ordinal);

    /// <summary>Prepares the search in a network.</summary>
    public UnitCopies(UnitMap map)
    {
        _map = map;
        foreach (var node in map.Model.Graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                _makers[output] = node;
                var slots = map.SlotsOf(output)?.Slots ?? [];
                for (var i = 0; i < slots.Length; i++)
                {
                    var root = map.Slots.Root(slots[i]);
                    (_places.TryGetValue(root, out var places) ? places : _places[root] = []).Add((output, i));
                }
            }
        }
    }

    /// <summary>The copies among the units of a layer, each of the first unit that it is a copy of.</summary>
    /// <param name="along">Where the layer's value carries units.</param>
    /// <param name="isOut">Which units go anyway, by their root.</param>
    public IEnumerable<UnitCopy> Of(SlotAxis along, Func<int, bool> isOut)
    {
        int[] roots = [.. along.Slots.Select(_map.Slots.Root)];
        var free = Enumerable.Range(0, roots.Length).Where(u => !isOut(roots[u]) && roots.Count(r => r == roots[u]) == 1).ToArray();
        var gone = new HashSet<int>();
        foreach (var of in free)
        {
            for (var at = Array.IndexOf(free, of) + 1; at < free.Length && !gone.Contains(of); at++)
            {
                var unit = free[at];
                if (!gone.Contains(unit) && _map.Slots.PinOf(roots[unit]) is null && Factor(roots[of], roots[unit]) is { } factor)
                {
                    gone.Add(unit);
                    yield return new(unit, of, factor);
                }
            }
        }
    }

    // What the first must be multiplied by to be the second, everywhere; null if nothing does.
    private double? Factor(int of, int unit)
    {
        var (first, second) = (_places[of], _places[unit]);
        if (first.Count != second.Count)
        {
            return null;
        }

        double? factor = null;
        for (var i = 0; i < first.Count; i++)
        {
            var (value, place) = first[i];
            var node = _makers[value];
            if (value != second[i].Value)
            {
                return null;
            }

            if (RowsOf(node) is { } rows)
            {
                if (rows.Multiple(place, second[i].Place) is not { } found || (factor is { } known && known != found))
                {
                    return null;
                }

                factor = found;
            }
            else if (!HasSameParameters(node, value, place, second[i].Place) || (factor != 1 && !KeepsMultiples(node)))
            {
                return null;
            }
        }

        return factor;
    }

    private ProductRows? RowsOf(Node node)
    {
        if (!_rows.TryGetValue(node.Outputs[0], out var rows) && _map.Products.FirstOrDefault(p => p.Node.Outputs[0] == node.Outputs[0]) is { } product)
        {
            _rows[node.Outputs[0]] = rows = new ProductRows(product, _map.Shapes);
        }

        return rows;
    }

    // A parameter of each unit lies along an axis that is as long as the axis of the units.
    private bool HasSameParameters(Node node, string value, int place, int other)
    {
        var units = _map.SlotsOf(value)!.Length;
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i].Length == 0 || node.Op.RoleOf(i) == InputRole.Setting || _map.Shapes.Constant(node.Inputs[i]) is not { } constant)
            {
                continue;
            }

            for (var axis = 0; axis < constant.Shape.Rank; axis++)
            {
                if (constant.Shape[axis] == units && !constant.Keep(axis, [place]).Bytes.SequenceEqual(constant.Keep(axis, [other]).Bytes))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Twice the input gives twice the output, to the bit, over forty powers of two on both sides: so does any positive multiple, but for rounding.
    private bool KeepsMultiples(Node node)
    {
        if (!_keepsMultiples.TryGetValue(node.Outputs[0], out var keeps))
        {
            var (once, twice) = (Run(node, 1), Run(node, 2));
            keeps = once.Zip(twice).All(p => double.IsFinite(p.First) && (2 * p.First).Equals(p.Second));
            _keepsMultiples[node.Outputs[0]] = keeps;
        }

        return keeps;
    }

    private double[] Run(Node node, double factor)
    {
        var random = new Random(1);
        var inputs = node.Inputs.Select(name =>
        {
            if (name.Length == 0 || _map.Shapes.Constant(name) is { } || !_map.Shapes[name].Type.IsFloat())
            {
                return name.Length == 0 ? null : _map.Shapes.Constant(name) ?? ModelTensor.Zeros(_map.Shapes[name].Type, _map.Shapes[name].Shape);
            }

            var sample = ModelTensor.Zeros(_map.Shapes[name].Type, _map.Shapes[name].Shape);
            for (var i = 0; i < sample.Length; i++)
            {
                sample.SetNumber(i, factor * (random.Next(2) == 0 ? -1 : 1) * (1 + random.NextDouble()) * Math.Pow(2, random.Next(-20, 20)));
            }

            return sample;
        }).ToArray();
        var outputs = node.Outputs.Select(o => o.Length == 0 ? null : ModelTensor.Zeros(_map.Shapes[o].Type, _map.Shapes[o].Shape)).ToArray();
        node.Op.Forward(new ForwardContext(inputs, outputs));
        return outputs[0]!.ToDoubles();
    }
}
