using Relumine.Data.Datasets;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Replay;

namespace Relumine.Engine.Training;

/// <content>Hands on a run: another rate from a step on, another state, and a look that leaves no trace.</content>
public sealed partial class Trainer
{
    private readonly List<(long After, double Rate)> _rates = [];
    private bool _glances;

    /// <summary>What the step measured that <see cref="MeasureNext"/> asked for; null before the first.</summary>
    internal Glance? Glanced { get; private set; }

    /// <summary>Which units were dead at step 0, or when they were revived last, by layer.</summary>
    internal IReadOnlyDictionary<string, bool[]> BornDead => _examiner.BornDead;

    /// <summary>Sets the learning rate of all steps behind one; the schedule goes on to change it by its factors.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="after">The step behind which it holds.</param>
    internal void SetRate(double rate, long after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        _rates.Add((after, rate));
    }

    /// <summary>Goes on from a state that was changed by hand. Replays reach back to here, since they repeat steps and nothing else.</summary>
    internal void Change(TrainingState state)
    {
        _milestones.Clear();
        Restore(state);
    }

    /// <summary>Lets the next step measure gradients and updates, besides those that are measured anyway. Neither bits nor records depend on it.</summary>
    internal void MeasureNext() => _glances = true;

    /// <summary>Examines units on samples of the training data, into <see cref="Steps.TrainedLayer.Full"/>; the history stays as it is.</summary>
    /// <param name="samples">On how many at most.</param>
    /// <returns>Score and loss on these samples, in inference mode.</returns>
    internal (double Score, double Loss) Look(int samples)
    {
        foreach (var layer in Layers)
        {
            layer.Full.Clear();
        }

        samples = Math.Min(samples, _training.Samples);
        return _examiner.Evaluate(_training, samples, Observation.Full, _examiner.FirstExamined(Step, samples));
    }

    /// <summary>
    /// Looks at the network as it is with running statistics of its own weights: before the first update they are what they were set to, and would pass on in
    /// inference what is normalized in training. Afterwards they are as they were.
    /// </summary>
    /// <param name="batches">Over how many batches of the training data statistics are taken.</param>
    /// <param name="look">What to do meanwhile.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    internal T WhileSettled<T>(int batches, Func<T> look, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(look);
        var statistics = _plan.Statistics.Select(s => (s.Value, Before: s.Value.Clone(), Left: Math.Pow(s.Kept, batches))).ToArray();
        for (var step = 1; step <= batches; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _batch.Gather(_order.Batch(step - 1));
            _plan.Settle(_batch.Samples, _batch.Inputs, step);
        }

        foreach (var (value, before, left) in statistics)
        {
            // A weighted mean of what they began with and of the batches: the first part goes (as in Adam, Kingma & Ba 2015).
            var now = value.Values<float>();
            var began = before.Values<float>();
            for (var i = 0; left < 1 && i < now.Length; i++)
            {
                now[i] = (float)((now[i] - (left * began[i])) / (1 - left));
            }
        }

        var seen = look();
        foreach (var (value, before, _) in statistics)
        {
            before.Bytes.CopyTo(value.Bytes);
        }

        return seen;
    }

    /// <summary>The score and the loss on other data, and what the network answers.</summary>
    /// <param name="data">The data.</param>
    /// <param name="outputs">Where the answers go, [samples, <see cref="OutputLength"/>].</param>
    internal (double Score, double Loss) Evaluate(Dataset data, Span<float> outputs) => _examiner.Evaluate(data, outputs);

    /// <summary>How many numbers the network gives for a sample.</summary>
    internal int OutputLength => _plan.Output.SampleLength;

    // The last one wins that was set before the step.
    private double BaseRate(long step)
    {
        var rate = _options.Optimizer.LearningRate;
        var latest = long.MinValue;
        foreach (var (after, other) in _rates)
        {
            if (after < step && after >= latest)
            {
                (latest, rate) = (after, other);
            }
        }

        return rate;
    }

    // Keeps what was measured for whoever looks, and puts back what records are written from.
    private void KeepGlance(bool measuredLayers, bool measuredUpdates, Glance before)
    {
        Glanced = TakeGlance();
        _glances = false;
        for (var i = 0; !measuredUpdates && i < Parameters.Count; i++)
        {
            (Parameters[i].Norm, Parameters[i].GradientNorm, Parameters[i].UpdateRatio) = before.Parameters[i];
        }

        for (var i = 0; !measuredLayers && i < Layers.Count; i++)
        {
            Layers[i].GradientRms = before.GradientRms[i];
        }
    }

    private Glance TakeGlance() => new(
        [.. Parameters.Select(p => (p.Norm, p.GradientNorm, p.UpdateRatio))], [.. Layers.Select(l => l.GradientRms)]);

    /// <summary>What one step measured.</summary>
    /// <param name="Parameters">‖w‖, ‖dL/dw‖ and ‖Δw‖ ÷ ‖w‖, in the order of <see cref="Parameters"/>.</param>
    /// <param name="GradientRms">The root mean square of dL/dz, in the order of <see cref="Layers"/>.</param>
    internal sealed record Glance((double Norm, double Gradient, double Ratio)[] Parameters, double[] GradientRms);
}
