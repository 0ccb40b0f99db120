using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Splits the box until the sums of some units are bounded on every part, or a part's best point contradicts a claim (branch and bound;
/// Wang et al. 2018, ReluVal). All units of the search share its parts, so that what lies in front of them is bounded once. Those of the unit
/// with the fewest are split a few levels deep and then laid aside, so that a unit that is settled early does not wait for one that never
/// will be. In between, <see cref="LocalSearch"/> climbs from points of what is left.
/// </summary>
internal sealed class SplitSearch
{
    private const int Levels = 4;

    // About how many times more parts a layer further behind needs.
    private const double Growth = 4;

    // A climb costs as much as ten to fifty boxes.
    private const int BoxesForStart = 128;
    private const int MostStarts = 1024;

    private readonly PiecewiseLinearModel _model;
    private readonly InputBox _box;
    private readonly SplitTarget[] _targets;
    private readonly Func<PartBounds> _bounds;

    // By target, the largest excess on parts that are given up.
    private readonly double[] _doubts;
    private List<SplitPart> _parts = [];

    /// <summary>Begins with a whole box.</summary>
    /// <param name="model">The model.</param>
    /// <param name="box">The box.</param>
    /// <param name="targets">The units, all of them open.</param>
    /// <param name="bounds">Makes what bounds parts, for a thread.</param>
    public SplitSearch(PiecewiseLinearModel model, InputBox box, SplitTarget[] targets, Func<PartBounds> bounds)
    {
        (_model, _box, _targets, _bounds) = (model, box, targets, bounds);
        _doubts = new double[targets.Length];
        _parts.Add(new SplitPart(
            box.Lows, box.Highs, [.. Enumerable.Range(0, targets.Length)], [.. targets.Select(_ => double.PositiveInfinity)]));
    }

    /// <summary>About what is left to do for the unit that is nearest to an answer: its parts, and how many more layers behind need.</summary>
    public double CostLeft => Nearest().Count * Math.Pow(Growth, _targets.Max(t => t.Layer));

    /// <summary>Whether nothing is left to do, or nothing can be done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Goes some levels deeper where the unit that is nearest to an answer is not bounded, and says what became of each unit.</summary>
    /// <param name="parallelism">How many threads.</param>
    /// <param name="isOver">Whether to stop at once; then nothing is said.</param>
    public void Run(ParallelOptions parallelism, Func<bool> isOver)
    {
        var nearest = Nearest().Target;
        var (parts, others) = (_parts.Where(p => p.Open.Contains(nearest)).ToArray(), _parts.Where(p => !p.Open.Contains(nearest)).ToArray());
        var results = new Below[parts.Length];
        Parallel.For(0, results.Length, parallelism, _bounds, (i, _, bounds) =>
        {
            results[i] = Descend(parts[i], nearest, bounds, isOver);
            return bounds;
        }, _ => { });
        foreach (var below in results)
        {
            foreach (var (target, x) in below.Witnesses)
            {
                _ = _targets[target].Case.IsSettled || _targets[target].Case.Accept(x, ProofMethod.Splitting);
            }
        }

        if (isOver())
        {
            IsDone = true;
            return;
        }

        Climb(results, parallelism, isOver);
        foreach (var (target, excess) in results.SelectMany(r => r.Doubts))
        {
            _doubts[target] = Math.Max(_doubts[target], excess);
        }

        var boxes = results.Sum(r => (long)r.Boxes);
        _parts = [.. others.Concat(results.SelectMany(r => r.Parts)).Where(p => (p.Open = [.. p.Open.Where(t => !_targets[t].Case.IsSettled)]).Length > 0)];
        foreach (var unit in _targets.Select(t => t.Case).Distinct().Where(c => !c.IsSettled))
        {
            unit.Boxes += boxes;
            unit.Judge(_parts.SelectMany(p => p.Open.Where(t => _targets[t].Case == unit).Select(t => p.Excess[t]))
                .Concat(_doubts.Where((_, t) => _targets[t].Case == unit)).Max(), ProofMethod.Splitting);
        }

        IsDone = _parts.Count == 0;
    }

    // The target with the fewest parts left: targets share what is found out of a part, but one that is settled early does not wait for one that
    // never will be.
    private (int Target, int Count) Nearest()
    {
        var counts = new int[_targets.Length];
        foreach (var t in _parts.SelectMany(p => p.Open))
        {
            counts[t]++;
        }

        return Enumerable.Range(0, counts.Length).Where(t => counts[t] > 0).Select(t => (t, counts[t])).MinBy(c => c.Item2);
    }

    // All climbs together take a share of the time of the pass at most.
    private void Climb(Below[] results, ParallelOptions parallelism, Func<bool> isOver)
    {
        var cases = Enumerable.Range(0, _targets.Length).Where(t => !_targets[t].Case.IsSettled).GroupBy(t => _targets[t].Case).ToArray();
        var starts = Math.Min(MostStarts, results.Sum(r => r.Boxes) / (BoxesForStart * Math.Max(1, cases.Sum(c => c.Count()))));
        Parallel.For(0, cases.Length, parallelism, () => new LocalSearch(_model, _box), (i, _, search) =>
        {
            var unit = cases[i].Key;
            foreach (var t in cases[i])
            {
                var points = results.Where(r => r.Best.ContainsKey(t)).Select(r => r.Best[t]).ToArray();
                foreach (var (k, x) in Starts(points, starts).Index().TakeWhile(_ => !unit.IsSettled && !isOver()))
                {
                    search.Climb(x, _targets[t], k, w => unit.Accept(w, ProofMethod.Splitting));
                }
            }

            return search;
        }, _ => { });
    }

    // Half of them the highest, half from everywhere, since hills that are seldom found need not begin high up.
    private static IEnumerable<double[]> Starts((double[] X, double Value)[] points, int count)
    {
        var half = Math.Min(count, points.Length) / 2;
        var spread = Enumerable.Range(0, half).Select(k => points[(int)((long)k * points.Length / half)]);
        return points.OrderByDescending(p => p.Value).Take(count - half).Concat(spread).Select(p => p.X);
    }

    private sealed record Below(List<SplitPart> Parts, List<(int Target, double[] X)> Witnesses, List<(int Target, double Excess)> Doubts)
    {
        public int Boxes { get; set; }

        // By target, the point at which its sum went furthest.
        public Dictionary<int, (double[] X, double Value)> Best { get; } = [];

        public void See(int target, double[] x, double value)
        {
            if (value > 0)
            {
                Witnesses.Add((target, x));
            }

            if (!Best.TryGetValue(target, out var best) || value > best.Value)
            {
                Best[target] = (x, value);
            }
        }
    }

    private Below Descend(SplitPart part, int nearest, PartBounds bounds, Func<bool> isOver)
    {
        var below = new Below([], [], []);
        if (part.IsBounded)
        {
            Split(part, bounds.Begin(_box), Levels);
        }
        else if (Look(part, nearest, bounds, bounds.Continue(bounds.Begin(_box), Levels), below))
        {
            below.Parts.Add(part);
        }

        return below;

        void Split(SplitPart whole, BoxBounds known, int left)
        {
            if (isOver())
            {
                return;
            }

            if (left == 0 || !whole.Open.Contains(nearest))
            {
                below.Parts.Add(whole);
                return;
            }

            var (i, middle) = (whole.Split, whole.Low[whole.Split] + ((whole.High[whole.Split] - whole.Low[whole.Split]) / 2));
            if (middle <= whole.Low[i] || middle >= whole.High[i])
            {
                // Doubles cannot halve it.
                below.Doubts.AddRange(whole.Open.Select(t => (t, whole.Excess[t])));
                return;
            }

            for (var side = 0; side < 2; side++)
            {
                var half = new SplitPart([.. whole.Low], [.. whole.High], whole.Open, [.. whole.Excess]) { Wait = whole.Wait };
                (side == 0 ? half.High : half.Low)[i] = middle;
                var mine = bounds.Continue(known, left);
                if (Look(half, nearest, bounds, mine, below))
                {
                    Split(half, mine, left - 1);
                }
            }
        }
    }

    // Bounds a part; whether a claim does not follow for it.
    private bool Look(SplitPart part, int nearest, PartBounds bounds, BoxBounds known, Below below)
    {
        below.Boxes++;
        part.IsBounded = true;
        return bounds.Run(part, known, _targets, nearest, below.See, (target, excess) => below.Doubts.Add((target, excess)));
    }
}
