namespace Relumine.Geometry.Tests.Oracles;

/// <summary>
/// Every activation pattern of a rectifier network that has an inside, found by trying both signs of every unit in turn and keeping the
/// polygon of the points that agree, in exact arithmetic. Slow, and nothing like the mesh that it is compared with.
/// </summary>
internal sealed class ExactCells
{
    private readonly IReadOnlyList<DenseLayer> _layers;
    private readonly Func<int, Rational> _lowSlope;
    private readonly List<(Rational X, Rational Y)[]> _polygons = [];
    private readonly List<Affine[]> _maps = [];

    /// <summary>Enumerates the cells on [low, high]².</summary>
    /// <param name="layers">The layers; all but the last are followed by rectifiers.</param>
    /// <param name="low">The lower bound of both inputs.</param>
    /// <param name="high">The upper bound.</param>
    /// <param name="lowSlope">The slope of the rectifiers below 0.</param>
    public ExactCells(IReadOnlyList<DenseLayer> layers, double low, double high, double lowSlope = 0)
    {
        (_layers, _lowSlope) = (layers, _ => lowSlope);
        Layer([(low, low), (high, low), (high, high), (low, high)], [new(0, 1, 0), new(0, 0, 1)], 0);
    }

    /// <summary>The number of patterns.</summary>
    public int Count => _polygons.Count;

    /// <summary>The number of connected parts with one affine map.</summary>
    public int AffinePieces
    {
        get
        {
            var part = Enumerable.Range(0, Count).ToArray();
            for (var i = 0; i < Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (Root(i) != Root(j) && _maps[i].SequenceEqual(_maps[j]) && ShareAnEdge(_polygons[i], _polygons[j]))
                    {
                        part[Root(i)] = Root(j);
                    }
                }
            }

            return Enumerable.Range(0, Count).Count(i => part[i] == i);

            int Root(int i) => part[i] == i ? i : Root(part[i]);
        }
    }

    /// <summary>The smallest and the largest value of an output: they are attained in corners of cells.</summary>
    public (double Least, double Most) Extremes(int output)
    {
        var values = _polygons.Zip(_maps, (p, m) => p.Select(v => m[output].At(v))).SelectMany(v => v).ToArray();
        return ((double)values.Aggregate((a, b) => (a - b).Sign < 0 ? a : b), (double)values.Aggregate((a, b) => (a - b).Sign > 0 ? a : b));
    }

    private readonly record struct Affine(Rational C, Rational X, Rational Y)
    {
        public Rational At((Rational X, Rational Y) p) => C + (X * p.X) + (Y * p.Y);

        public Affine Times(Rational f) => new(C * f, X * f, Y * f);

        public Affine Plus(Affine o) => new(C + o.C, X + o.X, Y + o.Y);
    }

    private void Layer((Rational, Rational)[] polygon, Affine[] inputs, int layer)
    {
        var sums = _layers[layer].Weights.Zip(_layers[layer].Biases, (row, bias) =>
            row.Zip(inputs, (w, x) => x.Times(w)).Aggregate(new Affine(bias, 0, 0), (a, b) => a.Plus(b))).ToArray();
        if (layer == _layers.Count - 1)
        {
            _polygons.Add(polygon);
            _maps.Add(sums);
            return;
        }

        Units(polygon, sums, new Affine[sums.Length], 0, layer);
    }

    private void Units((Rational, Rational)[] polygon, Affine[] sums, Affine[] given, int unit, int layer)
    {
        if (unit == sums.Length)
        {
            Layer(polygon, given, layer + 1);
            return;
        }

        var sum = sums[unit];
        var (above, below) = (polygon.Any(p => sum.At(p).Sign > 0), polygon.Any(p => sum.At(p).Sign < 0));
        if (above)
        {
            Units(below ? Clip(polygon, sum) : polygon, sums, With(sum), unit + 1, layer);
        }

        if (below || !above)
        {
            Units(above ? Clip(polygon, sum.Times(-1)) : polygon, sums, With(sum.Times(_lowSlope(unit))), unit + 1, layer);
        }

        Affine[] With(Affine value) => [.. given.Select((g, i) => i == unit ? value : g)];
    }

    private static (Rational X, Rational Y)[] Clip((Rational X, Rational Y)[] polygon, Affine side)
    {
        var kept = new List<(Rational, Rational)>();
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            var (za, zb) = (side.At(a), side.At(b));
            if (za.Sign >= 0)
            {
                kept.Add(a);
            }

            if (za.Sign * zb.Sign < 0)
            {
                var t = za / (za - zb);
                kept.Add((a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))));
            }
        }

        return [.. kept];
    }

    private static bool ShareAnEdge((Rational X, Rational Y)[] first, (Rational X, Rational Y)[] second)
    {
        var common = first;
        for (var i = 0; i < second.Length && common.Length > 0; i++)
        {
            // Left of the edge from a to b.
            var (a, b) = (second[i], second[(i + 1) % second.Length]);
            var (dx, dy) = (b.X - a.X, b.Y - a.Y);
            common = Clip(common, new Affine((dy * a.X) - (dx * a.Y), dy * -1, dx));
        }

        return common.Distinct().Count() > 1;
    }
}
