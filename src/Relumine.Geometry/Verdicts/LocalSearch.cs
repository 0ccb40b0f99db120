using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Climbs from a point of the box: along the gradient in coordinates in which the box is a cube; where that leads down, for the point lies on a
/// ridge of the piecewise-linear function, by small random moves (Solis and Wets 1981); and on in the direction of the last steps together
/// (Hooke and Jeeves 1961). Cheap enough to be begun at many points.
/// </summary>
internal sealed class LocalSearch(PiecewiseLinearModel model, InputBox box)
{
    private const double FirstStep = 0.25;
    private const double LastStep = 1e-5;
    private const double Shrink = 0.7;
    private const double Grow = 1.5;
    private const int Moves = 4;
    private const int MostSteps = 200;

    private readonly PointProbe _probe = new(model);

    /// <summary>Goes up from a point.</summary>
    /// <param name="start">The point.</param>
    /// <param name="target">The sum.</param>
    /// <param name="seed">The seed of the random moves.</param>
    /// <param name="accept">Whether a point beyond the knot is a witness.</param>
    /// <returns>The witness; null if none was found.</returns>
    public double[]? Climb(double[] start, SplitTarget target, int seed, Func<double[], bool> accept)
    {
        var (random, x, tried) = (new Random(seed), (double[])start.Clone(), 0.0);
        var (last, older, value, isFound) = (x, x, Value(x, target), false);
        for (var (k, step) = (0, FirstStep); k < MostSteps && step > LastStep && !(isFound = IsFound()); k++)
        {
            var isUp = Take(Along(x, target, step));
            var isAny = isUp || Enumerable.Range(0, Moves).Any(_ => Take(Beside(x, step, random)));
            step = isUp ? Math.Min(FirstStep, step * Grow) : isAny ? step : step * Shrink;
            if (isAny)
            {
                // Two steps to either side of a ridge are together one along it.
                while (Take([.. x.Select((v, i) => Within(i, v + (v - older[i])))]))
                {
                }

                (older, last) = (last, x);
            }
        }

        return isFound || IsFound() ? x : null;

        // What was refused is not asked again.
        bool IsFound()
        {
            if (value <= tried)
            {
                return false;
            }

            var isAccepted = accept(x);
            tried = isAccepted ? tried : value;
            return isAccepted;
        }

        bool Take(double[] next)
        {
            var found = Value(next, target);
            (x, value, var isHigher) = found > value ? (next, found, true) : (x, value, false);
            return isHigher;
        }
    }

    private double Value(double[] x, SplitTarget target)
    {
        _probe.Run(x, target.Layer);
        return target.Case.Sign * (_probe.Sums(target.Layer)[target.Element] - target.Knot);
    }

    // A step whose longest side is that share of the box's.
    private double[] Along(double[] x, SplitTarget target, double step)
    {
        _probe.Run(x, target.Layer);
        _probe.Differentiate(target.Layer, target.Element);
        var gradient = _probe.Gradient;
        var longest = gradient.Select((g, i) => Math.Abs(g) * Width(i)).Max();
        return longest > 0
            ? [.. x.Select((v, i) => Within(i, v + (step * target.Case.Sign * gradient[i] * Width(i) / longest * Width(i))))]
            : x;
    }

    private double[] Beside(double[] x, double step, Random random) =>
        [.. x.Select((v, i) => Within(i, v + (step * ((2 * random.NextDouble()) - 1) * Width(i))))];

    private double Width(int i) => box.High[i] - box.Low[i];

    private double Within(int i, double value) => Math.Clamp(value, box.Low[i], box.High[i]);
}
