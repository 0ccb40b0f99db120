using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Looks for an input that contradicts a claim. For a unit that reads the inputs directly, the best corner of the box settles it. For
/// others, ascent along the gradient's signs (Goodfellow et al. 2015; Madry et al. 2018) from the samples that came nearest and from
/// the inputs that drive single units in front; and where samples are short, <see cref="Evolution"/>.
/// </summary>
internal sealed class WitnessSearch(PiecewiseLinearModel model, InputBox box, IReadOnlyList<double[]> samples, int mostEvolved)
{
    private const int Starts = 6;
    private const int Drivers = 24;
    private const int MostSteps = 60;
    private const double LargestStep = 0.25;
    private const double LargestFlat = 0.5;
    private const double SmallestStep = 1.0 / 4096;

    private readonly PointProbe _probe = new(model);

    /// <summary>A witness, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="sign">1 for a sum above the knot, −1 for one below it.</param>
    /// <param name="knot">The knot.</param>
    /// <param name="nearest">Indices of samples, the nearest first.</param>
    /// <param name="accept">Whether an input is a witness.</param>
    /// <param name="isOver">Whether to stop at once.</param>
    public double[]? Find(
        int layer, int unit, double sign, double knot, IEnumerable<int> nearest, Func<double[], bool> accept, Func<bool> isOver)
    {
        var target = new Target(layer, unit, sign, knot, accept);
        double[][] near = [.. nearest.Select(i => samples[i]).Take(Starts)];
        var middle = box.Low.Zip(box.High, (a, b) => a + ((b - a) / 2)).ToArray();
        double[][] driven = [];
        return First(near.Append(middle), Climb) ?? First((driven = Best(target, near)).Concat(Corners(target)), Climb)
            ?? First(near.Append(middle).Concat(driven), Wander)
            ?? (model.Inputs > mostEvolved ? null : new Evolution(box, x => Value(x, target), Seed(target)).Run([.. near, .. driven], accept, isOver));

        double[]? First(IEnumerable<double[]> starts, Func<double[], Target, double[]?> search) =>
            starts.TakeWhile(_ => !isOver()).Select(s => search([.. s], target)).FirstOrDefault(w => w is not null);

        double[][] Best(Target of, double[][] at) => [.. Driven(of, at.FirstOrDefault() ?? middle).OrderByDescending(x => Value(x, of)).Take(Starts)];
    }

    /// <summary>The corner at which a sum that reads nothing but inputs is largest (sign 1) or smallest (−1).</summary>
    public double[] Corner(int layer, int unit, double sign)
    {
        _probe.Differentiate(layer, unit);
        return Toward(_probe.Gradient, sign);
    }

    private sealed record Target(int Layer, int Unit, double Sign, double Knot, Func<double[], bool> Accept);

    private static int Seed(Target target) => (target.Layer * 7919) + target.Unit;

    private double Value(double[] x, Target target)
    {
        _probe.Run(x, target.Layer);
        return target.Sign * (_probe.Sums(target.Layer)[target.Unit] - target.Knot);
    }

    private double[] Toward(double[] gradient, double sign) => [.. gradient.Select((g, i) => sign * g >= 0 ? box.High[i] : box.Low[i])];

    // Inputs that drive a unit in front as far as it goes in the direction that helps: where all of those are silent, as at most
    // samples, the target's own gradient is 0 or leads nowhere. A silent unit in front of those counts as if it let half through.
    private IEnumerable<double[]> Driven(Target target, double[] at)
    {
        var row = new double[model.Layers[target.Layer].Units];
        row[target.Unit] = target.Sign;
        foreach (var (slot, map) in model.Layers[target.Layer].Form.Terms.Where(t => t.Slot > 0))
        {
            var weights = new double[map.Columns];
            map.AddTransposed(row, weights);
            var drivers = weights.Index().OrderByDescending(w => w.Item).ThenBy(w => w.Index).ToArray();
            foreach (var (driver, weight) in drivers.Take(Drivers).Concat(drivers.Reverse().Take(Drivers)).Where(w => w.Item != 0).Distinct())
            {
                _probe.Run(at, slot - 1);
                _probe.Differentiate(slot - 1, driver, LargestFlat);
                yield return Toward(_probe.Gradient, Math.Sign(weight));
            }
        }
    }

    // Corners drawn with a seed of the unit's own, so that threads do not matter.
    private IEnumerable<double[]> Corners(Target target)
    {
        var random = new Random(Seed(target));
        for (var s = 0; s < Starts; s++)
        {
            yield return [.. box.Low.Select((low, i) => random.Next(2) == 0 ? low : box.High[i])];
        }
    }

    // Steps that shrink and need not go up: over ridges, and at first as if silent units had a slope, to those that would help if they fired.
    private double[]? Wander(double[] x, Target target)
    {
        for (var k = 0; k < MostSteps; k++)
        {
            var left = 1 - (k / (double)MostSteps);
            if (Value(x, target) > 0 && target.Accept(x))
            {
                return x;
            }

            _probe.Differentiate(target.Layer, target.Unit, LargestFlat * left);
            for (var i = 0; i < x.Length; i++)
            {
                var step = LargestStep * left * left * (box.High[i] - box.Low[i]) * Math.Sign(_probe.Gradient[i]) * target.Sign;
                x[i] = Math.Clamp(x[i] + step, box.Low[i], box.High[i]);
            }
        }

        return Climb(x, target);
    }

    private double[]? Climb(double[] x, Target target)
    {
        var (best, step) = (Value(x, target), 1.0);
        for (var k = 0; k < MostSteps && step >= SmallestStep; k++)
        {
            if (best > 0 && target.Accept(x))
            {
                return x;
            }

            _probe.Run(x, target.Layer);
            _probe.Differentiate(target.Layer, target.Unit);
            if (!_probe.Gradient.Any(g => g != 0))
            {
                return null;
            }

            var corner = Toward(_probe.Gradient, target.Sign);
            var gradient = (double[])_probe.Gradient.Clone();
            for (; step >= SmallestStep; step /= 2)
            {
                var next = x.Select((v, i) => gradient[i] == 0 ? v : v + (Math.Min(step, 1) * (corner[i] - v))).ToArray();
                if (Value(next, target) is var value && value > best)
                {
                    (best, x, step) = (value, next, Math.Min(1, step * 4));
                    break;
                }
            }
        }

        return best > 0 && target.Accept(x) ? x : null;
    }
}
