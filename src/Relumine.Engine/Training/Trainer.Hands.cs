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

    /// <summary>Examines units on samples of the training data as they are now, into <see cref="Steps.TrainedLayer.Full"/>; the history stays as it is.</summary>
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
