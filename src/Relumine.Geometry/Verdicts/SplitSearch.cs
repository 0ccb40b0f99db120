using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Splits the box, depth first, until a sum is bounded on every part or a part's best point contradicts the claim (branch and bound;
/// Wang et al. 2018, ReluVal). The input is halved that moves most what the relaxation loses.
/// </summary>
internal sealed class SplitSearch
{
    private readonly PiecewiseLinearModel _model;
    private readonly SymbolicBounds _symbolic;
    private readonly BackwardBounds _backward;
    private readonly PointProbe _probe;
    private readonly (int Layer, int Unit, double Sign, double Knot) _target;
    private readonly Func<double[], bool> _accept;
    private readonly Stack<Part> _open = new();

    /// <summary>Begins with a whole box.</summary>
    public SplitSearch(
        PiecewiseLinearModel model, InputBox box, BoxBounds bounds, double[][] sizes, (int Layer, int Unit, double Sign, double Knot) target,
        Func<double[], bool> accept)
    {
        (_model, _target, _accept) = (model, target, accept);
        (_symbolic, _backward, _probe) = (new SymbolicBounds(model), new BackwardBounds(model, sizes), new PointProbe(model));
        Look(new Part(box.Lows, box.Highs, bounds));
    }

    private sealed record Part(double[] Low, double[] High, BoxBounds Bounds)
    {
        public double Excess { get; set; }

        public int Split { get; set; }
    }

    /// <summary>The number of parts that were looked at.</summary>
    public long Boxes { get; private set; }

    /// <summary>The input that contradicts the claim; null if none is known.</summary>
    public double[]? Witness { get; private set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsDone => Witness is not null || _open.Count == 0;

    /// <summary>Whether a part is left that doubles cannot split.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>How far beyond the knot the sum may go on the parts that are left.</summary>
    public double Excess => _open.Count == 0 ? 0 : _open.Max(p => p.Excess);

    /// <summary>Goes on.</summary>
    /// <param name="boxes">The number of parts to look at.</param>
    /// <param name="isOver">Whether to stop at once.</param>
    public void Run(long boxes, Func<bool> isOver)
    {
        for (var end = Boxes + boxes; Boxes < end && !IsDone && !isOver();)
        {
            var part = _open.Pop();
            var (i, middle) = (part.Split, part.Low[part.Split] + ((part.High[part.Split] - part.Low[part.Split]) / 2));
            if (middle <= part.Low[i] || middle >= part.High[i])
            {
                // Cannot be halved any more: it stays open for good.
                _open.Push(part);
                IsStuck = true;
                return;
            }

            var (left, right) = ((double[])part.High.Clone(), (double[])part.Low.Clone());
            (left[i], right[i]) = (middle, middle);
            var (first, second) = (Look(new Part(part.Low, left, part.Bounds.Copy(_target.Layer + 1))), Look(new Part(right, part.High, part.Bounds)));
            if (first is not null && second is not null && first.Excess > second.Excess)
            {
                // The part that may contradict the claim most comes first.
                (_, _) = (_open.Pop(), _open.Pop());
                _open.Push(second);
                _open.Push(first);
            }
        }
    }

    // Bounds a part, and keeps it if the claim does not follow.
    private Part? Look(Part part)
    {
        Boxes++;
        var (layer, unit, sign, knot) = _target;
        _symbolic.Run(part.Low, part.High, part.Bounds, layer + 1);
        var forward = sign > 0 ? part.Bounds.High[layer][unit] - knot : knot - part.Bounds.Low[layer][unit];
        if (forward <= 0 || Witness is not null)
        {
            return null;
        }

        part.Excess = Math.Min(forward, _backward.Upper(layer, unit, sign, part.Bounds, part.Low, part.High) - (sign * knot));
        if (part.Excess <= 0)
        {
            return null;
        }

        var best = new double[part.Low.Length];
        for (var i = 0; i < best.Length; i++)
        {
            best[i] = _backward.Inputs[i] >= 0 ? part.High[i] : part.Low[i];
        }

        _probe.Run(best, layer);
        if (sign * (_probe.Sums(layer)[unit] - knot) > 0 && _accept(best))
        {
            Witness = best;
            return null;
        }

        part.Split = MostInfluential(part);
        _open.Push(part);
        return part;
    }

    private int MostInfluential(Part part)
    {
        var scores = new double[part.Low.Length];
        for (var l = 0; l < _target.Layer; l++)
        {
            var factors = _backward.Factors(l);
            for (var u = 0; _model.Layers[l].Bend is { } bend && u < factors.Length; u++)
            {
                var (low, high) = (part.Bounds.Low[l][u], part.Bounds.High[l][u]);
                if (factors[u] == 0 || Relaxation.IsLine(bend, u, low, high, out _))
                {
                    continue;
                }

                var (above, below, at) = (Relaxation.Above(bend, u, low, high), Relaxation.Below(bend, u, low, high), bend.Knots(u)[0]);
                var loss = Math.Abs(factors[u]) * Math.Max(0, ((above.Slope - below.Slope) * at) + above.Offset - below.Offset) / (high - low);
                for (var i = 0; i < scores.Length; i++)
                {
                    scores[i] += loss * _symbolic.Influence(l, u, i);
                }
            }
        }

        var widest = Array.IndexOf(scores, scores.Max());
        return scores[widest] > 0 ? widest
            : Enumerable.Range(0, scores.Length).MaxBy(i => part.High[i] - part.Low[i]);
    }
}
