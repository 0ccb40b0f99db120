using Relumine.Graph.Operators;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Trimming.Linear;

/// <summary>The weights around the always-on units of a layer while some of the units take over what others say.</summary>
internal sealed class LinearSums
{
    private readonly UnitPath _path;
    private readonly LinearLayer _layer;
    private readonly Dictionary<int, double[]> _columns = [];
    private readonly UnitVectors[] _reading;
    private readonly int[] _widths;
    private readonly string? _noConstants;
    private readonly bool _hasBias;
    private readonly Dictionary<int, (double Low, double High)> _ranges;
    private List<int> _left;
    private double[] _constants;

    /// <summary>Reads the weights.</summary>
    public LinearSums(UnitMap map, UnitPath path, LinearLayer layer)
    {
        (_path, _layer) = (path, layer);
        var slots = map.SlotsOf(layer.Value)!.Slots;
        int[] roots = [.. slots.Select(map.Slots.Root)];
        Making = UnitVectors.Making(path.Maker, map.Shapes);
        _reading = [.. path.Readers.Select(r => UnitVectors.Reading(r, map, roots))];
        _widths = [.. _reading.Select(r => r[layer.Units[0]].Length)];
        _noConstants = path.Readers.Select(r => BiasFold.WhyNot(r, map) is { } reason ? new Obstacle(r.Node, reason).ToString() : null)
            .FirstOrDefault(r => r is not null);
        _hasBias = path.HasBias(roots.Length);
        foreach (var unit in layer.Units)
        {
            Biases[unit] = path.Bias(unit);
            _columns[unit] = [.. _reading.SelectMany(r => r[unit])];
        }

        _ranges = layer.Units.Index().ToDictionary(u => u.Item, u => (layer.Low[u.Index], layer.High[u.Index]));
        _left = [.. layer.Units];
        _constants = new double[_widths.Sum()];
    }

    /// <summary>The weights that make units, as they are.</summary>
    public UnitVectors Making { get; }

    /// <summary>How many products the comparisons take at most.</summary>
    public double Work => Math.Pow(_layer.Units.Count, 2) * (Making[_layer.Units[0]].Length + _constants.Length);

    /// <summary>The units that need not be.</summary>
    public IReadOnlyList<int> Gone => [.. _layer.Units.Except(_left)];

    /// <summary>Whether biases behind the layer change.</summary>
    public bool CarriesConstants => Array.Exists(_constants, c => c != 0);

    /// <summary>The weights that make units, where they change.</summary>
    public Dictionary<int, double[]> Made { get; } = [];

    /// <summary>What is added to the units' weighted sums.</summary>
    public Dictionary<int, double> Biases { get; } = [];

    /// <summary>The weights with which each product reads units, where they change; the first unit that goes carries what biases take in.</summary>
    public IEnumerable<(Product Product, UnitVectors Vectors, Dictionary<int, double[]> Read)> Read
    {
        get
        {
            var carrier = Gone.Order().First();
            for (var (r, start) = (0, 0); r < _reading.Length; start += _widths[r++])
            {
                var (from, width) = (start, _widths[r]);
                var read = _left.ToDictionary(u => u, u => _columns[u].AsSpan(from, width).ToArray());
                read[carrier] = _constants.AsSpan(from, width).ToArray();
                yield return (_path.Readers[r], _reading[r], read);
            }
        }
    }

    /// <summary>The units that are left, by the indices that they have when the others are gone.</summary>
    public LinearLayer Rest => _layer with
    {
        Units = [.. _left.Select(u => u - Gone.Count(g => g < u))],
        Low = [.. _left.Select(u => _ranges[u].Low)],
        High = [.. _left.Select(u => _ranges[u].High)],
    };

    /// <summary>Why those that are left are.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Leaves units out whose weights are sums of those of others: what read them reads the others.</summary>
    public void Leave()
    {
        // Where what reads them cannot take a constant, the bias has to be such a sum, too.
        var basis = VectorBasis.Of([.. _left.Select(u => _noConstants is null ? Making[u] : [.. Making[u], Biases[u]])]);
        int[] kept = [.. basis.Chosen.Select(i => _left[i])];
        foreach (var (at, unit) in _left.Index().Where(u => !kept.Contains(u.Item)).ToArray())
        {
            var (factors, constant) = (basis.Factors(at), Biases[unit]);
            for (var i = 0; i < kept.Length; i++)
            {
                Add(_columns[kept[i]], factors[i], _columns[unit]);
                constant -= factors[i] * Biases[kept[i]];
            }

            if (_noConstants is null)
            {
                Add(_constants, constant, _columns[unit]);
            }
        }

        _left = [.. kept.Order()];
        Reason = Unmergeable();
    }

    /// <summary>Adds up units that are read with weights that are sums of each other's, so that fewer are read.</summary>
    /// <param name="room">How far above 0 sums are kept, as a share of what they can be.</param>
    public void Gather(double room)
    {
        var basis = VectorBasis.Of([.. _left.Select(u => _columns[u])]);
        int[] kept = [.. basis.Chosen.Select(i => _left[i])];
        if (kept.Length == _left.Count)
        {
            return;
        }

        if (kept.Length == 0)
        {
            // Nobody reads them with a weight other than 0; a layer keeps one.
            kept = [_left[0]];
        }

        var factors = _left.Index().Where(u => !kept.Contains(u.Item)).ToDictionary(u => u.Item, u => basis.Factors(u.Index));
        var (shifts, ranges) = (new double[kept.Length], new (double Low, double High)[kept.Length]);
        for (var k = 0; k < kept.Length; k++)
        {
            var (least, most) = _ranges[kept[k]];
            var size = most;
            foreach (var (unit, factor) in factors.Where(f => k < f.Value.Length).Select(f => (f.Key, f.Value[k])))
            {
                var (low, high) = _ranges[unit];
                (least, most) = (least + (factor * (factor >= 0 ? low : high)), most + (factor * (factor >= 0 ? high : low)));
                size += Math.Abs(factor) * high;
            }

            shifts[k] = Math.Max(0, (room * size) - least);
            ranges[k] = (least + shifts[k], most + shifts[k]);
        }

        if (Array.Exists(shifts, s => !double.IsFinite(s)) || (Array.Exists(shifts, s => s != 0) && _noConstants is not null))
        {
            Reason = _noConstants ?? "what they can give has no known end";
            return;
        }

        if (!_hasBias)
        {
            Reason = $"{_path.Maker.Node.Op.Type} '{_path.Maker.Node.Name}' has no bias for each unit";
            return;
        }

        for (var k = 0; k < kept.Length; k++)
        {
            var row = Making[kept[k]];
            foreach (var (unit, factor) in factors.Where(f => k < f.Value.Length).Select(f => (f.Key, f.Value[k])))
            {
                Add(row, factor, Making[unit]);
                Biases[kept[k]] += factor * Biases[unit];
            }

            Made[kept[k]] = row;
            _ranges[kept[k]] = ranges[k];
            Biases[kept[k]] += shifts[k];
            Add(_constants, -shifts[k], _columns[kept[k]]);
        }

        _left = [.. kept.Order()];
        Reason = Unmergeable();
    }

    private static void Add(double[] to, double factor, double[] vector)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += factor * vector[i];
        }
    }

    private string Unmergeable() =>
        _left.Count == 1 ? "what it says depends on the input, so that no bias can hold it"
        : FormattableString.Invariant($"no fewer than {_left.Count} say what these say: neither the weights in front nor those ")
            + "behind are sums of each other's";
}
