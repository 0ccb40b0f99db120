using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Bounds a part of a box: forwards, then backwards from the units that are asked about, then from all in front that bend, and at last
/// with slopes that are searched for. What costs more is done only where what costs less did not do.
/// </summary>
internal sealed class PartBounds
{
    private const int Steps = 8;

    private readonly PiecewiseLinearModel _model;
    private readonly BoxBounds _root;
    private readonly BoxBounds[] _spare;
    private readonly SymbolicBounds _symbolic;
    private readonly BackwardRows _backward;
    private readonly (int Unit, double Sign)[] _asked = new (int, double)[BackwardRows.Most];
    private readonly double[] _upper = new double[BackwardRows.Most];
    private readonly double[] _enough = new double[BackwardRows.Most];
    private readonly RelaxedLines _lines;
    private readonly PointProbe _probe;
    private readonly double[] _scores;

    /// <summary>Takes memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="root">What is known of the whole box; it is not written to.</param>
    /// <param name="sizes">For each unit of each layer, the magnitudes that it adds up at most, over the whole box.</param>
    /// <param name="depth">How many levels of parts are bounded one in the other.</param>
    public PartBounds(PiecewiseLinearModel model, BoxBounds root, double[][] sizes, int depth = 8)
    {
        (_model, _root) = (model, root);
        _spare = [.. Enumerable.Range(0, depth).Select(_ => new BoxBounds(model))];
        (_symbolic, _backward, _lines) = (new SymbolicBounds(model), new BackwardRows(model, sizes), new RelaxedLines(model));
        (_probe, _scores) = (new PointProbe(model), new double[model.Inputs]);
    }

    /// <summary>What is known of the whole box.</summary>
    public BoxBounds Begin(InputBox box) => box.Inputs == _model.Inputs ? _root : throw new ArgumentException("The box is another model's.", nameof(box));

    /// <summary>What is known of a part, to be tightened for a half of it; valid until the next call for the same level.</summary>
    public BoxBounds Continue(BoxBounds known, int level)
    {
        known.CopyTo(_spare[level]);
        return _spare[level];
    }

    /// <summary>Bounds a part, and says which input to halve.</summary>
    /// <param name="part">The part: its open targets, excess and split are written.</param>
    /// <param name="bounds">What is known of it, which is tightened.</param>
    /// <param name="targets">All targets.</param>
    /// <param name="candidate">Takes points at which a claim seems to be contradicted.</param>
    /// <param name="doubt">Takes targets that are given up on this part, and their excess.</param>
    /// <returns>Whether a target is left open.</returns>
    public bool Run(SplitPart part, BoxBounds bounds, SplitTarget[] targets, Action<int, double[]> candidate, Action<int, double> doubt)
    {
        var excess = new double[targets.Length];
        var last = part.Open.Max(t => targets[t].Layer);
        _symbolic.Run(part.Low, part.High, bounds, last + 1);
        var open = part.Open.Where(t => (excess[t] = targets[t].Case.ExcessOf(targets[t].Element, bounds)) > 0).ToArray();
        Lines(open, targets, bounds);
        open = Backwards(open, targets, part, excess);
        if (open.Length > 0 && open.Max(t => targets[t].Layer) > 2)
        {
            Tighten(part, bounds, open.Max(t => targets[t].Layer));
        }

        Array.Clear(_scores);
        Optimize(open, targets, part, bounds, excess, candidate);
        foreach (var t in open.Where(t => excess[t] > 0 && excess[t] <= targets[t].Slack))
        {
            doubt(t, excess[t]);
        }

        open = [.. open.Where(t => excess[t] > targets[t].Slack)];
        (part.Open, part.Excess) = (open, excess);
        part.Split = Array.IndexOf(_scores, _scores.Max());
        if (!(_scores[part.Split] > 0))
        {
            part.Split = Enumerable.Range(0, _scores.Length).MaxBy(i => part.High[i] - part.Low[i]);
        }

        return open.Length > 0;
    }

    private void Optimize(int[] open, SplitTarget[] targets, SplitPart part, BoxBounds bounds, double[] excess, Action<int, double[]> candidate)
    {
        foreach (var group in open.GroupBy(t => targets[t].Layer).SelectMany(g => g.Chunk(BackwardRows.Most)))
        {
            for (var i = 0; i < group.Length; i++)
            {
                var target = targets[group[i]];
                (_asked[i], _enough[i]) = ((target.Element, target.Case.Sign), target.Case.Sign * target.Knot);
            }

            _backward.Optimized(
                targets[group[0]].Layer, _asked.AsSpan(0, group.Length), _lines, part.Low, part.High, Steps, _enough, _upper, (row, i) =>
                {
                    var t = group[i];
                    excess[t] = Math.Min(excess[t], _upper[i] - _enough[i]);
                    if (excess[t] > 0)
                    {
                        Try(t, targets[t], row, part, candidate);
                        Weigh(targets[t], row, bounds);
                    }
                });
        }
    }

    // The targets that relaxation backwards leaves open.
    private int[] Backwards(int[] open, SplitTarget[] targets, SplitPart part, double[] excess)
    {
        foreach (var group in open.GroupBy(t => targets[t].Layer).SelectMany(g => g.Chunk(BackwardRows.Most)))
        {
            for (var i = 0; i < group.Length; i++)
            {
                _asked[i] = (targets[group[i]].Element, targets[group[i]].Case.Sign);
            }

            _backward.Upper(targets[group[0]].Layer, _asked.AsSpan(0, group.Length), _lines, part.Low, part.High, _upper);
            for (var i = 0; i < group.Length; i++)
            {
                var target = targets[group[i]];
                excess[group[i]] = Math.Min(excess[group[i]], _upper[i] - (target.Case.Sign * target.Knot));
            }
        }

        return [.. open.Where(t => excess[t] > 0)];
    }

    private void Lines(int[] open, SplitTarget[] targets, BoxBounds bounds)
    {
        for (var l = 0; open.Length > 0 && l < open.Max(t => targets[t].Layer); l++)
        {
            _lines.Fill(l, bounds);
        }
    }

    // Bounds the sums in front that bend by relaxation backwards, which is tighter than forwards from the third layer on.
    private void Tighten(SplitPart part, BoxBounds bounds, int layers)
    {
        for (var l = 2; l < layers; l++)
        {
            var count = 0;
            for (var u = 0; u < _model.Layers[l].Units; u++)
            {
                if (!_lines.Of(l)[u].IsLine)
                {
                    (_asked[count], _asked[count + 1]) = ((u, 1), (u, -1));
                    count += 2;
                    count = count < _asked.Length ? count : Bound(l, count);
                }
            }

            Bound(l, count);
            _lines.Fill(l, bounds);
        }

        int Bound(int l, int count)
        {
            _backward.Upper(l, _asked.AsSpan(0, count), _lines, part.Low, part.High, _upper);
            for (var i = 0; i < count; i += 2)
            {
                bounds.Tighten(l, _asked[i].Unit, -_upper[i + 1], _upper[i]);
            }

            return 0;
        }
    }

    // The point at which the last function is largest may contradict the claim.
    private void Try(int t, SplitTarget target, int row, SplitPart part, Action<int, double[]> candidate)
    {
        var best = new double[part.Low.Length];
        for (var i = 0; i < best.Length; i++)
        {
            best[i] = _backward.Inputs(row)[i] >= 0 ? part.High[i] : part.Low[i];
        }

        _probe.Run(best, target.Layer);
        if (target.Case.Sign * (_probe.Sums(target.Layer)[target.Element] - target.Knot) > 0)
        {
            candidate(t, best);
        }
    }

    // Adds to the scores how much each input moves what the last relaxation loses, as a share.
    private void Weigh(SplitTarget target, int row, BoxBounds bounds)
    {
        Span<double> scores = stackalloc double[_scores.Length];
        var sum = 0.0;
        for (var l = 0; l < target.Layer; l++)
        {
            var factors = _backward.Factors(row, l);
            var pairs = _lines.Of(l);
            for (var u = 0; _model.Layers[l].Bend is { } bend && u < factors.Length; u++)
            {
                if (factors[u] == 0 || pairs[u].IsLine)
                {
                    continue;
                }

                var (low, high) = (bounds.Low[l][u], bounds.High[l][u]);
                var (above, below, at, range) = (pairs[u].Above, pairs[u].Below, Knot(bend, u, low, high), high - low);
                var loss = Math.Abs(factors[u]) * Math.Max(0, ((above.Slope - below.Slope) * at) + above.Offset - below.Offset) / range;
                for (var i = 0; i < scores.Length; i++)
                {
                    scores[i] += loss * _symbolic.Influence(l, u, i);
                    sum += loss * _symbolic.Influence(l, u, i);
                }
            }
        }

        // Where a curve is away from its lines, nobody can tell; in the middle is likely.
        static double Knot(Bend bend, int u, double low, double high) => bend.Curve is null ? bend.Knots(u)[0] : low + ((high - low) / 2);

        for (var i = 0; sum > 0 && i < scores.Length; i++)
        {
            _scores[i] += scores[i] / sum;
        }
    }
}
