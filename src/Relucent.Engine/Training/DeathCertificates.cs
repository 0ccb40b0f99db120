using Relucent.Kernels;

namespace Relucent.Learning;

/// <summary>
/// Establishes how units died, by replaying the run: watching tells when a unit fired last, so the replay looks closely
/// at the few updates from there on only. Costs nothing while training.
/// </summary>
internal sealed class DeathCertificates
{
    private const double Dominance = 0.5;
    private readonly Trainer _trainer;
    private readonly TrainingPlan _plan;
    private readonly int _examined;
    private readonly double?[] _edges;
    private readonly long _last;

    public DeathCertificates(Trainer trainer, int examined)
    {
        (_trainer, _plan, _examined, _last) = (trainer, trainer.Plan, examined, trainer.Step);
        _edges = [.. _plan.Layers.Select(l => l.Layer.Activation is { } f ? FlatSide.Edge(f) : null)];
    }

    /// <summary>The units that are dead now, were not at step 0, and have fired in some batch: the latest deaths last.</summary>
    public IReadOnlyList<(int Layer, int Unit, long LastFired)> Deaths()
    {
        Examine();
        var found = new List<(int, int, long)>();
        for (var layer = 0; layer < _plan.Layers.Count; layer++)
        {
            var watched = _plan.Layers[layer];
            for (var unit = 0; unit < watched.LastFired.Length; unit++)
            {
                if (watched.LastFired[unit] > 0 && LayerCensus.IsDead(watched.Full, _edges[layer], unit))
                {
                    found.Add((layer, unit, watched.LastFired[unit]));
                }
            }
        }

        return [.. found.OrderBy(d => d.Item3).ThenBy(d => d.Item1).ThenBy(d => d.Item2)];
    }

    /// <summary>Replays from where the trainer stands, which must be before the first of the deaths.</summary>
    public IEnumerable<DeathCertificate> Establish(IReadOnlyList<(int Layer, int Unit, long LastFired)> deaths, CancellationToken cancellation)
    {
        var pending = deaths.ToList();
        var before = new Dictionary<(int, int), double>();
        while (pending.Count > 0 && _trainer.Step < _last)
        {
            var step = _trainer.Step + 1;
            if (!pending.Any(d => d.LastFired <= step))
            {
                _trainer.Advance(cancellation);
                continue;
            }

            if (before.Count == 0)
            {
                Look(pending, before);
            }

            var start = _trainer.Snapshot();
            _trainer.Advance(cancellation);
            var after = new Dictionary<(int, int), double>();
            Look(pending, after);
            var died = pending.Where(d => d.LastFired <= step && after[(d.Layer, d.Unit)] <= _edges[d.Layer] && before[(d.Layer, d.Unit)] > _edges[d.Layer]).ToArray();
            if (died.Length > 0)
            {
                // The gradients of a dead unit are 0, so its samples are asked about before the update.
                var now = Array.ConvertAll(died, d => Incoming(d.Layer, d.Unit));
                _trainer.Restore(start);
                var then = Array.ConvertAll(died, d => Incoming(d.Layer, d.Unit));
                var dominant = Dominant(died, step);
                _trainer.Restore(start);
                _trainer.Advance(cancellation);
                for (var i = 0; i < died.Length; i++)
                {
                    var key = (died[i].Layer, died[i].Unit);
                    pending.Remove(died[i]);
                    yield return Write(died[i].Layer, died[i].Unit, step, before[key], after[key], then[i], now[i], dominant[i]);
                }
            }

            before = pending.Any(d => d.LastFired <= step + 1) ? after : [];
        }
    }

    private void Examine()
    {
        foreach (var layer in _plan.Layers)
        {
            layer.Full.Clear();
        }

        _trainer.Look(_examined);
    }

    private void Look(List<(int Layer, int Unit, long LastFired)> units, Dictionary<(int, int), double> largest)
    {
        Examine();
        foreach (var (layer, unit, _) in units)
        {
            largest[(layer, unit)] = _plan.Layers[layer].Full.Maximum[unit];
        }
    }

    private DeathCertificate Write(int layer, int unit, long step, double before, double after, double[] then, double[] now, (int Sample, double Share)? dominant)
    {
        var watched = _plan.Layers[layer];
        var update = then.Length == 0 ? double.NaN : Math.Sqrt(then.Zip(now, (a, b) => (b - a) * (b - a)).Sum());
        var epoch = (int)((step - 1) / _trainer.StepsPerEpoch) + 1;
        return new DeathCertificate
        {
            Layer = watched.Layer.Name,
            Unit = unit,
            Step = step,
            Epoch = epoch,
            Batch = (int)((step - 1) % _trainer.StepsPerEpoch) + 1,
            LearningRate = _trainer.Rate(step),
            LargestBefore = before,
            LargestAfter = after,
            UpdateNorm = update,
            UpdateRatio = update / Math.Sqrt(then.Sum(w => w * w)),
            DominantSample = dominant?.Sample,
            DominantShare = dominant?.Share,
        };
    }

    /// <summary>The unit's incoming weights, and its bias; empty if they are not one weight.</summary>
    private double[] Incoming(int layer, int unit) => Of(layer, unit, p => p.ToTensor());

    private double[] Of(int layer, int unit, Func<Parameter, Tensor> part)
    {
        var watched = _plan.Layers[layer];
        if (_plan.Parameters.FirstOrDefault(p => p.Name == watched.Weight) is not { } weight)
        {
            return [];
        }

        var all = part(weight).ToDoubles();
        var shape = weight.Shape;
        var inner = shape.Product(watched.UnitAxis + 1, shape.Rank);
        var own = all.Where((_, i) => i / inner % shape[watched.UnitAxis] == unit);
        var bias = _plan.Parameters.FirstOrDefault(p => p.Name == watched.Bias);
        return bias is null ? [.. own] : [.. own, part(bias).ToDoubles()[unit]];
    }

    private (int Sample, double Share)?[] Dominant((int Layer, int Unit, long LastFired)[] units, long step)
    {
        var norms = Array.ConvertAll(units, _ => new Dictionary<int, double>());
        _trainer.EachSampleOf(step, sample =>
        {
            for (var i = 0; i < units.Length; i++)
            {
                norms[i][sample] = Math.Sqrt(Of(units[i].Layer, units[i].Unit, p => p.GradientToTensor()).Sum(g => g * g));
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
