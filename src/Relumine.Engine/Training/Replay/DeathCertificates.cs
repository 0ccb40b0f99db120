using Relumine.Engine.Program;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Planning;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Calculus;

namespace Relumine.Engine.Training.Replay;

/// <summary>
/// Establishes how units died, by replaying the run: what was observed tells when a unit fired last, so the replay looks closely
/// at the few updates from there on only. Costs nothing while training.
/// </summary>
internal sealed class DeathCertificates
{
    private const double Dominance = 0.5;

    // What a replay may cost in any case, in updates: a few seconds at most where many of them are not long already.
    private const double Least = 4000;

    private readonly IReplayedRun _run;
    private readonly TrainingPlan _plan;
    private readonly int _examined;
    private readonly double?[] _edges;
    private readonly long _last;
    private readonly double _budget;
    private readonly double _look;
    private double _spent;

    /// <summary>Prepares a replay of a run.</summary>
    /// <param name="run">The run, at its end.</param>
    /// <param name="examined">On how many samples a unit must be silent.</param>
    /// <param name="budget">What the replay may cost, in multiples of the run.</param>
    public DeathCertificates(IReplayedRun run, int examined, double budget)
    {
        (_run, _plan, _examined, _last) = (run, run.Plan, examined, run.Step);
        _edges = [.. _plan.Layers.Select(l => l.Layer.Activation is { } f ? FlatSide.Edge(f) : null)];
        _budget = Math.Max(Least, budget * _last);

        // A forward pass is about a third of an update.
        _look = examined / (3.0 * _plan.Options.Batch);
    }

    /// <summary>The units that are dead now and were not at step 0, those that fired last the longest ago first.</summary>
    public IReadOnlyList<DeadUnit> Deaths()
    {
        Observe();
        var found = new List<DeadUnit>();
        for (var layer = 0; layer < _plan.Layers.Count; layer++)
        {
            var observed = _plan.Layers[layer];
            var born = _run.BornDead(observed.Layer.Name);
            var units = new UnitExamination(_edges[layer], observed.Full);
            for (var unit = 0; unit < observed.LastFired.Length; unit++)
            {
                if (units.IsDead(unit) && born?[unit] != true)
                {
                    found.Add(new(layer, unit, Math.Max(1, observed.LastFired[unit]), observed.Full.Maximum[unit]));
                }
            }
        }

        return [.. found.OrderBy(d => d.LastFired).ThenBy(d => d.Layer).ThenBy(d => d.Unit)];
    }

    /// <summary>Replays the run, a certificate for each of the deaths. Those that the replay does not reach say no more than what was observed.</summary>
    public IEnumerable<DeathCertificate> Establish(IReadOnlyList<DeadUnit> deaths, CancellationToken cancellation)
    {
        var pending = deaths.ToList();
        var before = new Dictionary<DeadUnit, double>();
        while (pending.Count > 0 && !cancellation.IsCancellationRequested)
        {
            if (before.Count == 0 && (!_run.SkipTo(pending[0].LastFired - 1) || pending[0].LastFired - 1 - _run.Step > _budget - _spent))
            {
                // Before all that can be replayed, as after resuming; or too far behind the latest milestone.
                yield return Unseen(pending[0]);
                pending.RemoveAt(0);
                continue;
            }

            var step = _run.Step + 1;
            if (pending[0].LastFired > step)
            {
                _spent++;
                _run.Advance();
                continue;
            }

            if (_spent > _budget || step > _last)
            {
                break;
            }

            var due = pending.Where(d => d.LastFired <= step).ToArray();
            if (due.Any(d => !before.ContainsKey(d)))
            {
                Measure(due, before);
            }

            var start = _run.Snapshot();
            _run.Advance();
            var after = new Dictionary<DeadUnit, double>();
            Measure(due, after);
            var died = Array.FindAll(due, d => after[d] <= _edges[d.Layer] && before[d] > _edges[d.Layer]);
            if (died.Length > 0)
            {
                // The gradients of a dead unit are 0, so its samples are asked about before the update.
                var now = Incoming(died, p => p.ToTensor());
                _run.Restore(start);
                var then = Incoming(died, p => p.ToTensor());
                var dominant = Dominant(died, step);
                _run.Restore(start);
                _run.Advance();
                for (var i = 0; i < died.Length; i++)
                {
                    yield return Write(died[i], step, before[died[i]], after[died[i]], then[i], now[i], dominant[i]);
                }
            }

            // Whoever fired for samples that are not examined was silent on these before: no update of theirs shows.
            foreach (var silent in due.Where(d => before[d] <= _edges[d.Layer] && after[d] <= _edges[d.Layer]))
            {
                yield return Unseen(silent);
            }

            pending.RemoveAll(d => due.Contains(d) && after[d] <= _edges[d.Layer]);
            before = due.Any(pending.Contains) ? after : [];
        }

        foreach (var rest in pending)
        {
            yield return Unseen(rest);
        }
    }

    private void Observe()
    {
        foreach (var layer in _plan.Layers)
        {
            layer.Full.Clear();
        }

        _run.Observe(_examined, _last);
    }

    private void Measure(DeadUnit[] units, Dictionary<DeadUnit, double> largest)
    {
        _spent += _look + 1;
        Observe();
        foreach (var unit in units)
        {
            largest[unit] = _plan.Layers[unit.Layer].Full.Maximum[unit.Unit];
        }
    }

    private DeathCertificate Unseen(DeadUnit unit) =>
        Write(unit, unit.LastFired, double.NaN, unit.Largest, [], [], null) with { Exact = false };

    private DeathCertificate Write(DeadUnit unit, long step, double before, double after, double[] then, double[] now, (int Sample, double Share)? dominant)
    {
        var update = then.Length == 0 ? double.NaN : Math.Sqrt(then.Zip(now, (a, b) => (b - a) * (b - a)).Sum());
        return new DeathCertificate
        {
            Layer = _plan.Layers[unit.Layer].Layer.Name,
            Unit = unit.Unit,
            Step = step,
            Epoch = (int)((step - 1) / _run.StepsPerEpoch) + 1,
            Batch = (int)((step - 1) % _run.StepsPerEpoch) + 1,
            LearningRate = _run.Rate(step),
            LargestBefore = before,
            LargestAfter = after,
            UpdateNorm = update,
            UpdateRatio = update / Math.Sqrt(then.Sum(w => w * w)),
            DominantSample = dominant?.Sample,
            DominantShare = dominant?.Share,
        };
    }

    /// <summary>Each unit's incoming weights and its bias, or their gradients; empty if they are not one weight.</summary>
    private double[][] Incoming(DeadUnit[] units, Func<Parameter, ModelTensor> part)
    {
        // Weights are unpacked once, however many of their units died.
        var unpacked = new Dictionary<string, double[]>();
        double[] All(Parameter parameter) => unpacked.TryGetValue(parameter.Name, out var all) ? all : unpacked[parameter.Name] = part(parameter).ToDoubles();
        return Array.ConvertAll(units, unit =>
        {
            var observed = _plan.Layers[unit.Layer];
            if (_plan.Parameters.FirstOrDefault(p => p.Name == observed.Weight) is not { } weight)
            {
                return [];
            }

            var (all, units) = (All(weight), weight.Shape[observed.UnitAxis]);
            var inner = weight.Shape.Product(observed.UnitAxis + 1, weight.Shape.Rank);
            var own = new List<double>(all.Length / units + 1);
            for (var block = unit.Unit * inner; block < all.Length; block += units * inner)
            {
                own.AddRange(all.AsSpan(block, inner));
            }

            if (_plan.Parameters.FirstOrDefault(p => p.Name == observed.Bias) is { } bias)
            {
                own.Add(All(bias)[unit.Unit]);
            }

            return own.ToArray();
        });
    }

    private (int Sample, double Share)?[] Dominant(DeadUnit[] units, long step)
    {
        _spent += _plan.Options.Batch;
        var norms = Array.ConvertAll(units, _ => new Dictionary<int, double>());
        _run.EachSampleOf(step, sample =>
        {
            var gradients = Incoming(units, p => p.GradientToTensor());
            for (var i = 0; i < units.Length; i++)
            {
                norms[i][sample] = Math.Sqrt(gradients[i].Sum(g => g * g));
            }
        });
        return Array.ConvertAll(norms, n =>
        {
            var (sample, norm) = n.MaxBy(s => s.Value);
            var share = norm / n.Values.Sum();
            return share > Dominance ? (sample, share) : ((int, double)?)null;
        });
    }
}

/// <summary>A unit that fired before and is dead now.</summary>
/// <param name="Layer">The index of its layer.</param>
/// <param name="Unit">Its index.</param>
/// <param name="LastFired">The step, from 1, in which it fired last; 1 if it never did but was alive before.</param>
/// <param name="Largest">Its largest pre-activation over the examined samples now.</param>
internal readonly record struct DeadUnit(int Layer, int Unit, long LastFired, double Largest);
