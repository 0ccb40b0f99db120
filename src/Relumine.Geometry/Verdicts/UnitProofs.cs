using System.Diagnostics;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Answers claims about units for every input of a box. Bounds are those of the network in real numbers, with all roundings of their
/// own computation counted in; witnesses are inputs that float32 holds.
/// </summary>
public sealed class UnitProofs
{
    private const int Steps = 24;
    private const int RandomStarts = 100;
    private const double SlackShare = 1e-9;

    private readonly PiecewiseLinearModel _model;
    private readonly InputBox _box;
    private readonly ProofOptions _options;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly UnitCase[] _cases;
    private readonly BoxBounds _bounds;
    private readonly IntervalBounds _intervals;
    private readonly RelaxedLines _lines;

    private UnitProofs(PiecewiseLinearModel model, InputBox box, IReadOnlyList<UnitQuestion> questions, ProofOptions options)
    {
        (_model, _box, _options) = (model, box, options);
        var confirming = new Lock();
        _cases = [.. questions.Select(q => new UnitCase(model, box, q, options, confirming))];
        (_bounds, _intervals, _lines) = (new BoxBounds(model), new IntervalBounds(model, box), new RelaxedLines(model));
    }

    /// <summary>Answers questions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="box">The inputs that the claims are about.</param>
    /// <param name="questions">The claims.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>An answer for each question.</returns>
    /// <exception cref="ArgumentException">The box or a sample does not fit the model, or a question names a unit that is not there.</exception>
    public static IReadOnlyList<UnitAnswer> Of(
        PiecewiseLinearModel model, InputBox box, IReadOnlyList<UnitQuestion> questions, ProofOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(questions);
        options ??= new ProofOptions();
        model.RequireSample(box.Inputs, nameof(box));
        foreach (var sample in options.Samples)
        {
            model.RequireSample(sample.Length, nameof(options));
        }

        var proofs = new UnitProofs(model, box, questions, options);
        proofs.Run();
        return [.. proofs._cases.Select(c => c.Answer())];
    }

    /// <summary>The range of every sum over a box, by layer. A method is never looser than the one in front of it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="box">The box.</param>
    /// <param name="method">How.</param>
    /// <exception cref="ArgumentException">The box does not fit the model.</exception>
    public static IReadOnlyList<(double[] Low, double[] High)> Bounds(PiecewiseLinearModel model, InputBox box, BoundMethod method = BoundMethod.Relaxation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(box);
        model.RequireSample(box.Inputs, nameof(box));
        var proofs = new UnitProofs(model, box, [], new ProofOptions { Budget = TimeSpan.MaxValue });
        proofs.Interval(model.Layers.Count - 1);
        if (method != BoundMethod.Intervals)
        {
            proofs.Relax(model.Layers.Count - 1, isForAll: true);
        }

        if (method == BoundMethod.OptimizedRelaxation)
        {
            proofs.Relax(model.Layers.Count - 1, isForAll: true, isOptimized: true);
        }

        return [.. proofs._bounds.Low.Zip(proofs._bounds.High)];
    }

    private IEnumerable<UnitCase> Open => _cases.Where(c => !c.IsSettled);

    private int LastOpenLayer => Open.Select(c => c.Question.Layer).DefaultIfEmpty(-1).Max();

    private ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount };

    private bool IsOver() => _clock.Elapsed >= _options.Budget || _options.Cancellation.IsCancellationRequested;

    private void Run()
    {
        Interval(LastOpenLayer);
        Judge(ProofMethod.Intervals);
        if (_model.Inputs <= 2 && !_model.IsCurved && LastOpenLayer >= 0 && Pieces())
        {
            return;
        }

        var isSmall = _model.Inputs <= _options.MostSplitInputs;
        if (isSmall && LastOpenLayer >= 0 && !IsOver())
        {
            Relax(LastOpenLayer, isForAll: false);
            Judge(ProofMethod.Relaxation);
        }

        Search();
        if (!isSmall && LastOpenLayer >= 0 && !IsOver())
        {
            Relax(LastOpenLayer, isForAll: false);
            Judge(ProofMethod.Relaxation);
        }

        if (isSmall)
        {
            Split();
        }
        else
        {
            SearchOn();
        }
    }

    private void Judge(ProofMethod method)
    {
        foreach (var open in Open.ToArray())
        {
            open.Judge(_bounds, method);
        }
    }

    private void Interval(int last)
    {
        for (var l = 0; l <= last; l++)
        {
            _intervals.Run(l, _bounds);
        }
    }

    // Whether nothing is left that any other method could do.
    private bool Pieces()
    {
        var found = _model.Inputs == 1 ? PieceSearch.Run(_model, _box, IsOver) : CellSearch.Run(_model, _box, IsOver);
        foreach (var open in found.IsWhole ? Open.ToArray() : [])
        {
            foreach (var e in open.Question.Elements)
            {
                _bounds.Tighten(open.Question.Layer, e, found.Low[open.Question.Layer][e], found.High[open.Question.Layer][e]);
            }
        }

        Judge(ProofMethod.Pieces);
        foreach (var open in Open.ToArray())
        {
            _ = open.Question.Elements.Any(e => open.Accept(found.Best(open.Question.Layer, e, open.Sign), ProofMethod.Pieces));
        }

        return found.IsWhole;
    }

    // Layer by layer, since a layer's relaxation rests on the bounds of those in front.
    private void Relax(int last, bool isForAll, bool isOptimized = false)
    {
        if (_model.Inputs <= _options.MostSplitInputs)
        {
            new SymbolicBounds(_model).Run(_box.Lows, _box.Highs, _bounds, last + 1);
        }

        for (var l = 0; l <= last && !IsOver(); l++)
        {
            if (l > 0)
            {
                var (layer, index) = (_model.Layers[l], l);
                _lines.Fill(l - 1, _bounds);
                var asked = Open.Where(c => c.Question.Layer == index).SelectMany(c => c.Question.Elements).ToHashSet();
                _intervals.Run(l, _bounds);
                Parallel.For(0, layer.Units, Parallelism, () => new BackwardBounds(_model, _intervals.Sizes), (u, state, backward) =>
                {
                    var isLine = layer.Bend is { } bend && Relaxation.IsLine(bend, u, _bounds.Low[index][u], _bounds.High[index][u], out _);
                    if ((isForAll || !isLine || asked.Contains(u)) && !IsOver())
                    {
                        var steps = isOptimized || asked.Contains(u) ? Steps : 0;
                        var high = backward.Optimized(index, u, 1, _lines, _box.Lows, _box.Highs, steps);
                        _bounds.Tighten(index, u, -backward.Optimized(index, u, -1, _lines, _box.Lows, _box.Highs, steps), high);
                    }

                    return backward;
                }, _ => { });
            }

            _intervals.Leave(l, _bounds);
        }
    }

    private void Search()
    {
        var open = Open.ToArray();
        if (open.Length == 0 || IsOver())
        {
            return;
        }

        var nearest = new NearestSamples(_model, _options.Samples, open, Parallelism, IsOver);
        Parallel.For(0, open.Length, Parallelism, () => new WitnessSearch(_model, _box, _options.Samples, _options.MostSplitInputs), (i, _, search) =>
        {
            var (unit, layer) = (open[i], open[i].Question.Layer);
            if (IsOver())
            {
                return search;
            }

            if (_model.Layers[layer].Form.Terms.All(t => t.Slot == 0))
            {
                var best = unit.Question.Elements.MaxBy(e => unit.ExcessOf(e, _bounds));
                if (unit.Accept(search.Corner(layer, best, unit.Sign), ProofMethod.Corner))
                {
                    return search;
                }
            }

            foreach (var (element, starts) in nearest.Of(i, unit.Doubtful(_bounds)))
            {
                if (IsOver() || search.Find(
                    layer, element, unit.Sign, unit.Knot(element), starts, x => unit.Accept(x, ProofMethod.Ascent), IsOver) is not null)
                {
                    break;
                }
            }

            return search;
        }, _ => { });
    }

    // What neither relaxation nor the first search settled: from random points of the box, the same for any number of threads.
    private void SearchOn()
    {
        var open = Open.ToArray();
        Parallel.For(0, open.Length, Parallelism, () => new LocalSearch(_model, _box), (i, _, search) =>
        {
            var (unit, random) = (open[i], new Random(i));
            var targets = unit.Doubtful(_bounds).Select(e => new SplitTarget(unit, e, 0)).ToArray();
            for (var k = 0; k < RandomStarts && targets.Length > 0 && !unit.IsSettled && !IsOver(); k++)
            {
                double[] start = [.. _box.Low.Select((low, j) => low + (random.NextDouble() * (_box.High[j] - low)))];
                search.Climb(start, targets[k % targets.Length], k, x => unit.Accept(x, ProofMethod.Ascent));
            }

            return search;
        }, _ => { });
    }

    // Units of a layer share a search; the one with least left to do goes on.
    private void Split()
    {
        SplitSearch[] searches =
        [
            .. Open.SelectMany(c => c.Doubtful(_bounds).Select(element => new SplitTarget(c, element, SlackShare * c.ExcessOf(element, _bounds))))
                .GroupBy(t => t.Layer)
                .OrderBy(g => g.Key)
                .Select(g => new SplitSearch(_model, _box, [.. g], () => new PartBounds(_model, _bounds, _intervals.Sizes))),
        ];
        while (!IsOver() && searches.Where(s => !s.IsDone).MinBy(s => s.CostLeft) is { } next)
        {
            next.Run(Parallelism, IsOver);
        }
    }
}
