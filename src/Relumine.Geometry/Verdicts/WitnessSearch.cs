using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Looks for an input that contradicts a claim. For a unit that reads the inputs directly, the best corner of the box settles it; for
/// others, ascent along the gradient's signs from the samples that came nearest (Goodfellow et al. 2015; Madry et al. 2018).
/// </summary>
internal sealed class WitnessSearch(PiecewiseLinearModel model, InputBox box, IReadOnlyList<double[]> samples)
{
    private const int Starts = 6;
    private const int MostSteps = 60;
    private const double SmallestStep = 1.0 / 4096;

    private readonly PointProbe _probe = new(model);

    /// <summary>A witness, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="sign">1 for a sum above the knot, −1 for one below it.</param>
    /// <param name="knot">The knot.</param>
    /// <param name="nearest">Indices of samples, the nearest first.</param>
    /// <param name="accept">Whether an input is a witness.</param>
    public double[]? Find(int layer, int unit, double sign, double knot, IEnumerable<int> nearest, Func<double[], bool> accept)
    {
        var starts = nearest.Select(i => samples[i]).Take(Starts).Append([.. box.Low.Zip(box.High, (a, b) => a + ((b - a) / 2))]).Concat(Corners(layer, unit));
        foreach (var start in starts)
        {
            if (Climb([.. start], layer, unit, sign, knot, accept) is { } witness)
            {
                return witness;
            }
        }

        return null;
    }

    /// <summary>The corner at which a sum that reads nothing but inputs is largest (sign 1) or smallest (−1).</summary>
    public double[] Corner(int layer, int unit, double sign)
    {
        _probe.Differentiate(layer, unit);
        return Toward(_probe.Gradient, sign);
    }

    private double[] Toward(double[] gradient, double sign) => [.. gradient.Select((g, i) => sign * g >= 0 ? box.High[i] : box.Low[i])];

    // Corners drawn with a seed of the unit's own, so that threads do not matter.
    private IEnumerable<double[]> Corners(int layer, int unit)
    {
        var random = new Random((layer * 7919) + unit);
        for (var s = 0; s < Starts; s++)
        {
            yield return [.. box.Low.Select((low, i) => random.Next(2) == 0 ? low : box.High[i])];
        }
    }

    private double[]? Climb(double[] x, int layer, int unit, double sign, double knot, Func<double[], bool> accept)
    {
        _probe.Run(x, layer);
        var (best, step) = (sign * (_probe.Sums(layer)[unit] - knot), 1.0);
        for (var k = 0; k < MostSteps && step >= SmallestStep; k++)
        {
            if (best > 0 && accept(x))
            {
                return x;
            }

            _probe.Run(x, layer);
            _probe.Differentiate(layer, unit);
            if (!_probe.Gradient.Any(g => g != 0))
            {
                return null;
            }

            var corner = Toward(_probe.Gradient, sign);
            var gradient = (double[])_probe.Gradient.Clone();
            for (; step >= SmallestStep; step /= 2)
            {
                var next = x.Select((v, i) => gradient[i] == 0 ? v : v + (Math.Min(step, 1) * (corner[i] - v))).ToArray();
                _probe.Run(next, layer);
                if (sign * (_probe.Sums(layer)[unit] - knot) is var value && value > best)
                {
                    (best, x, step) = (value, next, Math.Min(1, step * 4));
                    break;
                }
            }
        }

        return best > 0 && accept(x) ? x : null;
    }
}
