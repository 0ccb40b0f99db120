using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Bounds a part of a box: forwards, then backwards from the units that are asked about, then from all in front that bend, and at last
/// with slopes that are searched for. What costs more is done only where what costs less did not do.
/// </summary>
internal sealed class PartBounds
{
    private const int Steps = 8;

    // What is left of the gap between a bound and the sum when a part is halved, as seen in networks of five inputs.
    private const double GapLeft = 0.7;

    // Searching for slopes takes away a tenth of the gap, seldom more than this share.
    private const double Near = 0.5;

    // One side of a part is easier than the other: it is looked at long before the whole would be done.
    private const double Patience = 0.5;
    private const int MostWaits = 3;

    // The layer from which on relaxation backwards is tighter than forwards.
    private const int Behind = 2;

    // So many times further to one side of its knot than to the other, and a sum's bound on the long side hardly matters.
    private const double Lopsided = 2.5;

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
    /// <param name="nearest">The target that parts are made for: others are bounded in passing.</param>
    /// <param name="seen">Takes targets, points of the part at which their sums are likely to be large, and how far those go beyond the knot there.</param>
    /// <param name="doubt">Takes targets that are given up on this part, and their excess.</param>
    /// <returns>Whether a target is left open.</returns>
    public bool Run(
        SplitPart part, BoxBounds bounds, SplitTarget[] targets, int nearest, Action<int, double[], double> seen, Action<int, double> doubt)
    {
        var (excess, layers) = (part.Excess, part.Open.Max(t => targets[t].Layer));
        _symbolic.Run(part.Low, part.High, bounds, layers + 1);
        var open = part.Open.Where(t => (excess[t] = Math.Min(excess[t], targets[t].Case.ExcessOf(targets[t].Element, bounds))) > 0).ToArray();
        layers = open.Select(t => targets[t].Layer).DefaultIfEmpty().Max();
        Lines(layers, bounds);
        if (part.Wait > 0)
        {
            part.Wait--;
        }
        else if (open.Length > 0)
        {
            Tighten(part, bounds, layers);
            var halvings = Backwards(open, targets, nearest, part, seen);
            part.Wait = layers > Behind ? halvings : 0;
        }

        foreach (var t in open.Where(t => excess[t] > 0 && excess[t] <= targets[t].Slack))
        {
            doubt(t, excess[t]);
        }

        part.Open = [.. open.Where(t => excess[t] > targets[t].Slack)];
        part.Split = part.Open.Length > 0 ? Choose(part, bounds, layers) : 0;
        return part.Open.Length > 0;
    }

    // Bounds the targets themselves; how many times to halve the part before that is worth while again.
    private int Backwards(int[] open, SplitTarget[] targets, int nearest, SplitPart part, Action<int, double[], double> seen)
    {
        var halvings = 0.0;
        foreach (var group in open.GroupBy(t => targets[t].Layer).SelectMany(g => g.Chunk(BackwardRows.Most)))
        {
            var isNear = false;
            Ask(group, targets);
            _backward.Upper(targets[group[0]].Layer, _asked.AsSpan(0, group.Length), _lines, part.Low, part.High, _upper);
            for (var i = 0; i < group.Length; i++)
            {
                var t = group[i];
                part.Excess[t] = Math.Min(part.Excess[t], _upper[i] - _enough[i]);
                if (part.Excess[t] > 0)
                {
                    // What the bound leaves above the sum itself, where that is likely to be large.
                    var gap = part.Excess[t] - Try(t, targets[t], i, part, seen);
                    isNear |= t == nearest && part.Excess[t] <= Near * gap;
                    halvings = t == nearest && part.Excess[t] < gap ? Math.Log(1 - (part.Excess[t] / gap)) / Math.Log(GapLeft) : halvings;
                }
            }

            if (isNear)
            {
                Optimize([nearest], targets, part, seen);
            }
        }

        return (int)Math.Min(MostWaits, Patience * halvings);
    }

    private void Optimize(int[] group, SplitTarget[] targets, SplitPart part, Action<int, double[], double> seen)
    {
        Ask(group, targets);
        _backward.Optimized(
            targets[group[0]].Layer, _asked.AsSpan(0, group.Length), _lines, part.Low, part.High, Steps, _enough, _upper, (row, i) =>
            {
                part.Excess[group[i]] = Math.Min(part.Excess[group[i]], _upper[i] - _enough[i]);
                if (part.Excess[group[i]] > 0)
                {
                    Try(group[i], targets[group[i]], row, part, seen);
                }
            });
    }

    private void Ask(int[] group, SplitTarget[] targets)
    {
        for (var i = 0; i < group.Length; i++)
        {
            var target = targets[group[i]];
            (_asked[i], _enough[i]) = ((target.Element, target.Case.Sign), target.Case.Sign * target.Knot);
        }
    }

    private void Lines(int layers, BoxBounds bounds)
    {
        for (var l = 0; l < layers; l++)
        {
            _lines.Fill(l, bounds);
        }
    }

    // Bounds the sums in front that bend by relaxation backwards.
    private void Tighten(SplitPart part, BoxBounds bounds, int layers)
    {
        for (var l = Behind; l < layers; l++)
        {
            var count = 0;
            for (var u = 0; u < _model.Layers[l].Units; u++)
            {
                if (!_lines.Of(l)[u].IsLine)
                {
                    var (below, above) = Sides(l, u, bounds);
                    if (above <= Lopsided * below)
                    {
                        _asked[count++] = (u, 1);
                    }

                    if (below <= Lopsided * above)
                    {
                        _asked[count++] = (u, -1);
                    }

                    count = count + 1 < _asked.Length ? count : Bound(l, count);
                }
            }

            Bound(l, count);
            _lines.Fill(l, bounds);
        }

        int Bound(int l, int count)
        {
            _backward.Upper(l, _asked.AsSpan(0, count), _lines, part.Low, part.High, _upper);
            for (var i = 0; i < count; i++)
            {
                var (unit, sign) = _asked[i];
                var known = sign > 0 ? bounds.Low[l][unit] : bounds.High[l][unit];
                bounds.Tighten(l, unit, sign > 0 ? known : -_upper[i], sign > 0 ? _upper[i] : known);
            }

            return 0;
        }
    }

    // How far the sum goes to either side of the only knot; the lines of a unit hardest depend on the shorter side. The same where that is no help.
    private (double Below, double Above) Sides(int l, int u, BoxBounds bounds) =>
        _model.Layers[l].Bend is { Curve: null } bend && bend.Knots(u).Length == 1
            ? (bend.Knots(u)[0] - bounds.Low[l][u], bounds.High[l][u] - bend.Knots(u)[0])
            : (1, 1);

    // How far the sum goes beyond its knot where the last function is largest, which may contradict the claim.
    private double Try(int t, SplitTarget target, int row, SplitPart part, Action<int, double[], double> seen)
    {
        var best = new double[part.Low.Length];
        for (var i = 0; i < best.Length; i++)
        {
            best[i] = _backward.Inputs(row)[i] >= 0 ? part.High[i] : part.Low[i];
        }

        _probe.Run(best, target.Layer);
        var value = target.Case.Sign * (_probe.Sums(target.Layer)[target.Element] - target.Knot);
        seen(t, best, value);
        return value;
    }

    // The input whose halving narrows the sums that bend most, each as a share of its range: what lies between the lines of a unit is a
    // function of that range, and ranges further behind are as wide as those in front let them be.
    private int Choose(SplitPart part, BoxBounds bounds, int layers)
    {
        Array.Clear(_scores);
        for (var l = 0; l < layers; l++)
        {
            var pairs = _lines.Of(l);
            for (var u = 0; u < pairs.Length; u++)
            {
                if (!pairs[u].IsLine)
                {
                    var range = bounds.High[l][u] - bounds.Low[l][u];
                    for (var i = 0; i < _scores.Length; i++)
                    {
                        _scores[i] += _symbolic.Influence(l, u, i) / range;
                    }
                }
            }
        }

        var best = Array.IndexOf(_scores, _scores.Max());
        return _scores[best] > 0 ? best : Enumerable.Range(0, _scores.Length).MaxBy(i => part.High[i] - part.Low[i]);
    }
}
