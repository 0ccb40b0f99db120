namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Splits the box until the sums of some units are bounded on every part, or a part's best point contradicts a claim (branch and bound;
/// Wang et al. 2018, ReluVal). All units of the search share its parts, so that what lies in front of them is bounded once. Parts are
/// split a few levels deep and then laid aside, so that a unit that is settled early does not wait for one that never will be.
/// </summary>
internal sealed class SplitSearch
{
    private const int Levels = 4;

    // About how many times more parts a layer further behind needs.
    private const double Growth = 4;

    private readonly InputBox _box;
    private readonly SplitTarget[] _targets;
    private readonly Func<PartBounds> _bounds;

    // By target, the largest excess on parts that are given up.
    private readonly double[] _doubts;
    private List<SplitPart> _parts = [];

    /// <summary>Begins with a whole box.</summary>
    /// <param name="box">The box.</param>
    /// <param name="targets">The units, all of them open.</param>
    /// <param name="bounds">Makes what bounds parts, for a thread.</param>
    public SplitSearch(InputBox box, SplitTarget[] targets, Func<PartBounds> bounds)
    {
        (_box, _targets, _bounds) = (box, targets, bounds);
        _doubts = new double[targets.Length];
        _parts.Add(new SplitPart(box.Lows, box.Highs, [.. Enumerable.Range(0, targets.Length)]));
    }

    /// <summary>About what is left to do: the parts, and how many more layers behind need, so that a layer in front is done first.</summary>
    public double CostLeft => _parts.Count * Math.Pow(Growth, _targets.Max(t => t.Layer));

    /// <summary>Whether nothing is left to do, or nothing can be done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Goes some levels deeper, and says what became of each unit.</summary>
    /// <param name="parallelism">How many threads.</param>
    /// <param name="isOver">Whether to stop at once; then nothing is said.</param>
    public void Run(ParallelOptions parallelism, Func<bool> isOver)
    {
        var results = new Below[_parts.Count];
        Parallel.For(0, results.Length, parallelism, _bounds, (i, _, bounds) =>
        {
            results[i] = Descend(_parts[i], bounds, isOver);
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

        foreach (var (target, excess) in results.SelectMany(r => r.Doubts))
        {
            _doubts[target] = Math.Max(_doubts[target], excess);
        }

        var boxes = results.Sum(r => (long)r.Boxes);
        _parts = [.. results.SelectMany(r => r.Parts).Where(p => (p.Open = [.. p.Open.Where(t => !_targets[t].Case.IsSettled)]).Length > 0)];
        foreach (var unit in _targets.Select(t => t.Case).Distinct().Where(c => !c.IsSettled))
        {
            unit.Boxes += boxes;
            unit.Judge(_parts.SelectMany(p => p.Open.Where(t => _targets[t].Case == unit).Select(t => p.Excess[t]))
                .Concat(_doubts.Where((_, t) => _targets[t].Case == unit)).Max(), ProofMethod.Splitting);
        }

        IsDone = _parts.Count == 0;
    }

    private sealed record Below(List<SplitPart> Parts, List<(int Target, double[] X)> Witnesses, List<(int Target, double Excess)> Doubts)
    {
        public int Boxes { get; set; }
    }

    private Below Descend(SplitPart part, PartBounds bounds, Func<bool> isOver)
    {
        var below = new Below([], [], []);
        if (part.Excess.Length > 0)
        {
            Split(part, bounds.Begin(_box), Levels);
        }
        else if (Look(part, bounds, bounds.Continue(bounds.Begin(_box), Levels), below))
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

            if (left == 0)
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
                var half = new SplitPart([.. whole.Low], [.. whole.High], whole.Open);
                (side == 0 ? half.High : half.Low)[i] = middle;
                var mine = bounds.Continue(known, left);
                if (Look(half, bounds, mine, below))
                {
                    Split(half, mine, left - 1);
                }
            }
        }
    }

    // Bounds a part; whether a claim does not follow for it.
    private bool Look(SplitPart part, PartBounds bounds, BoxBounds known, Below below)
    {
        below.Boxes++;
        return bounds.Run(part, known, _targets, (target, x) => below.Witnesses.Add((target, x)), (target, excess) => below.Doubts.Add((target, excess)));
    }
}

/// <summary>A sum that splitting bounds: an element of a unit.</summary>
/// <param name="Case">The question it belongs to.</param>
/// <param name="Element">The element.</param>
/// <param name="Slack">An excess that is not worth splitting for: where a sum is largest along a crease and is at the knot there, no
/// number of parts would settle it.</param>
internal sealed record SplitTarget(UnitCase Case, int Element, double Slack)
{
    /// <summary>The layer.</summary>
    public int Layer => Case.Question.Layer;

    /// <summary>The knot.</summary>
    public double Knot { get; } = Case.Knot(Element);
}

/// <summary>A part of the box.</summary>
/// <param name="low">The smallest values.</param>
/// <param name="high">The largest.</param>
/// <param name="open">The targets that are not bounded on it.</param>
internal sealed class SplitPart(double[] low, double[] high, int[] open)
{
    /// <summary>The smallest value of each input.</summary>
    public double[] Low { get; } = low;

    /// <summary>The largest.</summary>
    public double[] High { get; } = high;

    /// <summary>The targets whose claims do not follow on it.</summary>
    public int[] Open { get; set; } = open;

    /// <summary>By target, how far its sum may go beyond its knot; empty before the part was bounded.</summary>
    public double[] Excess { get; set; } = [];

    /// <summary>The input to halve.</summary>
    public int Split { get; set; }
}
