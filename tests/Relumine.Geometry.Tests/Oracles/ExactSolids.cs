using System.Numerics;

namespace Relumine.Geometry.Tests.Oracles;

/// <summary>
/// Every activation pattern of a rectifier network of three inputs that has an inside, found by trying both signs of every unit in turn and
/// keeping the corners of the points that agree, in exact arithmetic (double description: Motzkin et al. 1953). Knows no polygons.
/// </summary>
internal sealed class ExactSolids
{
    private readonly IReadOnlyList<DenseLayer> _layers;

    /// <summary>Enumerates the patterns on [low, high]³.</summary>
    public ExactSolids(IReadOnlyList<DenseLayer> layers, double low, double high)
    {
        _layers = layers;
        Rational[] ends = [low, high];
        var corners = Enumerable.Range(0, 8).Select(c =>
            new Corner([.. Enumerable.Range(0, 3).Select(i => ends[c >> i & 1])],
                Enumerable.Range(0, 3).Aggregate(BigInteger.Zero, (tight, i) => tight | (BigInteger.One << ((2 * i) + (c >> i & 1)))))).ToArray();
        Layer(corners, 6, [Coordinate(0), Coordinate(1), Coordinate(2)], 0);
    }

    /// <summary>The number of patterns.</summary>
    public int Count { get; private set; }

    // A constant and three slopes.
    private static Rational[] Coordinate(int axis) => [0, .. Enumerable.Range(0, 3).Select(i => (Rational)(i == axis ? 1 : 0))];

    // A point, and on which planes it lies.
    private sealed record Corner(Rational[] At, BigInteger Tight);

    private void Layer(Corner[] corners, int planes, Rational[][] inputs, int layer)
    {
        if (layer == _layers.Count - 1)
        {
            Count++;
            return;
        }

        var sums = _layers[layer].Weights.Zip(_layers[layer].Biases, (row, bias) => Enumerable.Range(0, 4).Select(k =>
            row.Select((w, i) => inputs[i][k] * w).Aggregate((Rational)(k == 0 ? bias : 0), (a, b) => a + b)).ToArray()).ToArray();
        Units(corners, planes, sums, new Rational[sums.Length][], 0, layer);
    }

    private void Units(Corner[] corners, int planes, Rational[][] sums, Rational[][] given, int unit, int layer)
    {
        if (unit == sums.Length)
        {
            Layer(corners, planes, given, layer + 1);
            return;
        }

        var sum = sums[unit];
        var (above, below) = (corners.Any(c => At(sum, c).Sign > 0), corners.Any(c => At(sum, c).Sign < 0));
        if (above)
        {
            Units(below ? Clip(corners, sum, planes, 1) : corners, planes + 1, sums, With(sum), unit + 1, layer);
        }

        if (below || !above)
        {
            Units(above ? Clip(corners, sum, planes, -1) : corners, planes + 1, sums, With([0, 0, 0, 0]), unit + 1, layer);
        }

        Rational[][] With(Rational[] value) => [.. given.Select((g, i) => i == unit ? value : g)];
    }

    private static Rational At(Rational[] sum, Corner corner) =>
        sum[0] + (sum[1] * corner.At[0]) + (sum[2] * corner.At[1]) + (sum[3] * corner.At[2]);

    private static Corner[] Clip(Corner[] corners, Rational[] sum, int plane, int side)
    {
        var z = corners.Select(c => At(sum, c)).ToArray();
        var kept = corners.Zip(z).Where(c => side * c.Second.Sign >= 0)
            .Select(c => c.Second.Sign == 0 ? c.First with { Tight = c.First.Tight | (BigInteger.One << plane) } : c.First).ToList();
        for (var i = 0; i < corners.Length; i++)
        {
            for (var k = 0; k < corners.Length; k++)
            {
                var common = corners[i].Tight & corners[k].Tight;
                if (z[i].Sign > 0 && z[k].Sign < 0 && corners.Count(c => (c.Tight & common) == common) == 2)
                {
                    var share = z[i] / (z[i] - z[k]);
                    kept.Add(new(
                        [.. corners[i].At.Zip(corners[k].At, (a, b) => a + (share * (b - a)))], common | (BigInteger.One << plane)));
                }
            }
        }

        return [.. kept];
    }
}
