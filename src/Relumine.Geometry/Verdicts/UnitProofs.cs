using System.Diagnostics;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Answers claims about units for every input of a box. Bounds are those of the network in real numbers, with all roundings of their
/// own computation counted in; witnesses are inputs that float32 holds.
/// </summary>
public sealed class UnitProofs
{
    private readonly PiecewiseLinearModel _model;
    private readonly InputBox _box;
    private readonly ProofOptions _options;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly UnitCase[] _cases;
    private readonly BoxBounds _bounds;
    private readonly IntervalBounds _intervals;

    private UnitProofs(PiecewiseLinearModel model, InputBox box, IReadOnlyList<UnitQuestion> questions, ProofOptions options)
    {
        (_model, _box, _options) = (model, box, options);
        var confirming = new Lock();
        _cases = [.. questions.Select(q => new UnitCase(model, box, q, options, confirming))];
        (_bounds, _intervals) = (new BoxBounds(model), new IntervalBounds(model, box));
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

    /// <summary>The range of every sum over a box, by layer: intervals, and linear relaxation where that is tighter.</summary>
    /// <param name="model">The model.</param>
    /// <param name="box">The box.</param>
    /// <param name="relaxed">Whether to relax; otherwise intervals alone.</param>
    /// <exception cref="ArgumentException">The box does not fit the model.</exception>
    public static IReadOnlyList<(double[] Low, double[] High)> Bounds(PiecewiseLinearModel model, InputBox box, bool relaxed = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(box);
        model.RequireSample(box.Inputs, nameof(box));
        var proofs = new UnitProofs(model, box, [], new ProofOptions { Budget = TimeSpan.MaxValue });
        proofs.Interval(model.Layers.Count - 1);
        if (relaxed)
        {
            proofs.Relax(model.Layers.Count - 1, isForAll: true);
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
        if (_model.Inputs == 1 && LastOpenLayer >= 0)
        {
            Pieces();
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

    private void Pieces()
    {
        var found = PieceSearch.Run(_model, _box, IsOver);
        if (!found.IsWhole)
        {
            return;
        }

        for (var l = 0; l < _model.Layers.Count; l++)
        {
            for (var u = 0; u < _model.Layers[l].Units; u++)
            {
                _bounds.Tighten(l, u, found.Low[l][u], found.High[l][u]);
            }
        }

        Judge(ProofMethod.Pieces);
        foreach (var open in Open.ToArray())
        {
            _ = open.Question.Elements.Any(e => open.Accept([found.Best(open.Question.Layer, e, open.Sign)], ProofMethod.Pieces));
        }
    }

    // Layer by layer, since a layer's relaxation rests on the bounds of those in front.
    private void Relax(int last, bool isForAll)
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
                var asked = Open.Where(c => c.Question.Layer == index).SelectMany(c => c.Question.Elements).ToHashSet();
                _intervals.Run(l, _bounds);
                Parallel.For(0, layer.Units, Parallelism, () => new BackwardBounds(_model, _intervals.Sizes), (u, state, backward) =>
                {
                    var isLine = layer.Bend is { } bend && Relaxation.IsLine(bend, u, _bounds.Low[index][u], _bounds.High[index][u], out _);
                    if ((isForAll || !isLine || asked.Contains(u)) && !IsOver())
                    {
                        var high = backward.Upper(index, u, 1, _bounds, _box.Lows, _box.Highs);
                        _bounds.Tighten(index, u, -backward.Upper(index, u, -1, _bounds, _box.Lows, _box.Highs), high);
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
        Parallel.For(0, open.Length, Parallelism, () => new WitnessSearch(_model, _box, _options.Samples), (i, _, search) =>
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
                if (IsOver() || search.Find(layer, element, unit.Sign, unit.Knot(element), starts, x => unit.Accept(x, ProofMethod.Ascent)) is not null)
                {
                    break;
                }
            }

            return search;
        }, _ => { });
    }

    private void Split()
    {
        const long FirstRound = 128;
        var searches = Open.SelectMany(c => c.Doubtful(_bounds).Select(element => (Case: c, Element: element, Search: (SplitSearch?)null))).ToArray();
        for (var round = FirstRound; searches.Length > 0 && !IsOver(); round *= 4)
        {
            Parallel.For(0, searches.Length, Parallelism, i =>
            {
                var (unit, element, search) = searches[i];
                if (IsOver() || unit.IsSettled)
                {
                    return;
                }

                search ??= new SplitSearch(
                    _model, _box, _bounds.Copy(unit.Question.Layer + 1), _intervals.Sizes, (unit.Question.Layer, element, unit.Sign, unit.Knot(element)),
                    x => unit.Accept(x, ProofMethod.Splitting));
                search.Run(round, IsOver);
                searches[i].Search = search;
            });
            foreach (var group in searches.GroupBy(s => s.Case))
            {
                group.Key.Boxes = group.Sum(s => s.Search?.Boxes ?? 0);
                group.Key.Judge(group.Max(s => s.Search?.Excess ?? s.Case.ExcessOf(s.Element, _bounds)), ProofMethod.Splitting);
            }

            if (searches.All(s => s.Search is { IsDone: true } or { IsStuck: true } || s.Case.IsSettled))
            {
                return;
            }
        }
    }
}
