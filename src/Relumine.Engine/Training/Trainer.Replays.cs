using Relumine.Engine.Program;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Planning;
using Relumine.Engine.Training.Replay;

namespace Relumine.Engine.Training;

/// <content>Going back in a run to find out what happened: how units died, and where the first number came from that is not finite.</content>
public sealed partial class Trainer : IReplayedRun
{
    TrainingPlan IReplayedRun.Plan => _plan;

    /// <summary>
    /// Establishes how the units died that were alive at step 0 and are dead now, by replaying the run from the milestones
    /// it has kept. Afterwards the trainer stands where it stood.
    /// </summary>
    /// <param name="budget">
    /// What the replay may cost, in multiples of the run (very short runs may cost more). Units that it does not reach have
    /// certificates that are not <see cref="DeathCertificate.Exact"/>.
    /// </param>
    /// <param name="examined">On how many samples of the training data a unit must be silent to be dead; 0 for as many as the history.</param>
    /// <param name="cancellation">Ends the replay; what is established is kept.</param>
    /// <returns>A certificate for each of them, the earliest death first.</returns>
    public IReadOnlyList<DeathCertificate> EstablishDeaths(double budget = 0.5, int examined = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        ArgumentOutOfRangeException.ThrowIfNegative(examined);
        return Establish(budget, examined, _ => true, cancellation);
    }

    /// <summary>Establishes how a single unit died, by replaying the run as <see cref="EstablishDeaths"/> does, and no further than for this unit.</summary>
    /// <param name="layer">The name of its layer.</param>
    /// <param name="unit">Its index, from 0.</param>
    /// <param name="budget">What the replay may cost, in multiples of the run (very short runs may cost more).</param>
    /// <param name="cancellation">Ends the replay.</param>
    /// <returns>Its certificate; null if it is not dead, or was born so.</returns>
    public DeathCertificate? EstablishDeath(string layer, int unit, double budget = 0.5, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        return Establish(budget, 0, d => d.Unit == unit && _plan.Layers[d.Layer].Layer.Name == layer, cancellation).FirstOrDefault();
    }

    private DeathCertificate[] Establish(double budget, int examined, Predicate<DeadUnit> wanted, CancellationToken cancellation)
    {
        var (now, divergence) = (Snapshot(), Divergence);
        var certificates = new DeathCertificates(this, Math.Min(examined == 0 ? _options.Examined : examined, _training.Samples), budget);
        var deaths = certificates.Deaths().Where(d => wanted(d)).ToList();
        if (deaths.Count == 0)
        {
            return [];
        }

        var found = new List<DeathCertificate>(certificates.Establish(deaths, cancellation));
        Restore(now);
        Divergence = divergence;
        return [.. found.OrderBy(d => d.Step).ThenBy(d => Layers.TakeWhile(l => l.Layer.Name != d.Layer).Count()).ThenBy(d => d.Unit)];
    }

    double IReplayedRun.Rate(long step) => Rate(step);

    bool[]? IReplayedRun.BornDead(string layer) => _examiner.BornDead.GetValueOrDefault(layer);

    void IReplayedRun.Advance() => Next();

    bool IReplayedRun.SkipTo(long step)
    {
        var milestone = _milestones.LastOrDefault(m => m.Step <= step);
        if (milestone is not null && (Step > step || Step < milestone.Step))
        {
            Restore(milestone);
        }

        return milestone is not null;
    }

    void IReplayedRun.Observe(int samples, long step) => _examiner.Evaluate(_training, samples, Observation.Full, _examiner.FirstExamined(step, samples));

    void IReplayedRun.EachSampleOf(long step, Action<int> look)
    {
        foreach (var sample in _order.Batch(step - 1).ToArray())
        {
            _batch.Gather([sample]);
            _plan.Run(1, _batch.Inputs, _batch.Targets, step);
            look(sample);
        }
    }

    // Finds out what went wrong, and leaves the trainer as it was before that step.
    private Divergence Diverged(double loss)
    {
        if (_plan.NonFiniteParameter is not { } broken)
        {
            var producer = _plan.FindNonFinite(_batch.Samples, _batch.Inputs, Step + 1) ?? "the loss " + _options.Loss.Name;
            if (_plan.Running.Any())
            {
                // The step has mixed its numbers into running statistics.
                Rewind(Step);
            }

            return new Divergence(Step + 1, EpochOf(Step + 1), producer, loss);
        }

        // A rectifier may have swallowed infinite weights for a while: the first step that made some is looked for.
        var (last, history) = (Step, _history.ToArray());
        if (!Rewind(_milestones.LastOrDefault(m => m.Step < last)?.Step ?? -1))
        {
            return new Divergence(last, EpochOf(last), $"the update of '{broken.Name}' ({broken.Layer})", loss);
        }

        _searches = true;
        while (_plan.NonFiniteParameter is null)
        {
            Next();
        }

        _searches = false;
        broken = _plan.NonFiniteParameter;
        var fatal = Step;
        Rewind(fatal - 1);
        var before = Snapshot();
        _batch.Gather(_order.Batch(Step));
        var gradient = _plan.FindNonFiniteGradient(_batch.Samples, _batch.Inputs, _batch.Targets, fatal);
        Restore(before);
        _history.Clear();
        _history.AddRange(history.Where(r => r.Step < fatal));
        return new Divergence(fatal, EpochOf(fatal), gradient ?? $"the update of '{broken.Name}' ({broken.Layer})", loss);
    }

    // Goes back by replaying from the latest milestone; false if none is old enough, as after resuming.
    private bool Rewind(long step)
    {
        if (_milestones.LastOrDefault(m => m.Step <= step) is not { } milestone)
        {
            return false;
        }

        var history = _history.Where(r => r.Step <= step).ToArray();
        Restore(milestone);
        while (Step < step)
        {
            Next();
        }

        _history.Clear();
        _history.AddRange(history);
        return true;
    }
}
