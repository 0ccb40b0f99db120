namespace Relumine.Geometry.Tests.Oracles;

/// <summary>The pieces of a rectifier network with one input on an interval, in exact arithmetic: both signs of every unit are tried in turn.</summary>
internal sealed class ExactIntervals
{
    private readonly IReadOnlyList<DenseLayer> _layers;
    private readonly List<(Rational Low, Rational High, (Rational, Rational)[] Map)> _pieces = [];

    public ExactIntervals(IReadOnlyList<DenseLayer> layers, double low, double high)
    {
        _layers = layers;
        Layer(low, high, [(0, 1)], 0);
        _pieces.Sort((a, b) => (a.Low - b.Low).Sign);
    }

    /// <summary>The number of patterns.</summary>
    public int Count => _pieces.Count;

    /// <summary>The number of longest intervals with one affine map.</summary>
    public int AffinePieces => 1 + _pieces.Zip(_pieces.Skip(1)).Count(p => !p.First.Map.SequenceEqual(p.Second.Map));

    private void Layer(Rational low, Rational high, (Rational C, Rational G)[] inputs, int layer)
    {
        var sums = _layers[layer].Weights.Zip(_layers[layer].Biases, (row, bias) =>
            row.Zip(inputs, (w, x) => (C: x.C * w, G: x.G * w)).Aggregate((C: (Rational)bias, G: (Rational)0), (a, b) => (a.C + b.C, a.G + b.G))).ToArray();
        if (layer == _layers.Count - 1)
        {
            _pieces.Add((low, high, sums));
            return;
        }

        Units(low, high, sums, [], layer);
    }

    private void Units(Rational low, Rational high, (Rational C, Rational G)[] sums, (Rational, Rational)[] given, int layer)
    {
        if (given.Length == sums.Length)
        {
            Layer(low, high, given, layer + 1);
            return;
        }

        var (c, g) = sums[given.Length];
        var (left, right) = ((c + (g * low)).Sign, (c + (g * high)).Sign);
        if (left * right < 0)
        {
            var at = c * -1 / g;
            Units(low, at, sums, [.. given, left > 0 ? (c, g) : (0, 0)], layer);
            Units(at, high, sums, [.. given, right > 0 ? (c, g) : (0, 0)], layer);
        }
        else
        {
            Units(low, high, sums, [.. given, left > 0 || right > 0 ? (c, g) : (0, 0)], layer);
        }
    }
}
