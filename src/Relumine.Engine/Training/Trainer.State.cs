using Relumine.Engine.Training.Replay;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training;

/// <content>The state of a run: taking it down, and going back to it.</content>
public sealed partial class Trainer
{
    /// <summary>All that the run depends on, copied.</summary>
    public TrainingState Snapshot() => new()
    {
        Step = Step,
        EpochLoss = _epochLoss,
        EpochSamples = _epochSamples,
        Weights = _plan.Parameters.Select(p => KeyValuePair.Create(p.Name, p.ToTensor()))
            .Concat(_plan.Running.Select(r => KeyValuePair.Create(r.Key, r.Value.Clone()))).ToDictionary(),
        Slots = _plan.Parameters.SelectMany(p => Enumerable.Range(0, p.Slots).Select(s => KeyValuePair.Create((p.Name, s), p.SlotToTensor(s)))).ToDictionary(),
        LastFired = Layers.ToDictionary(l => l.Layer.Name, l => (long[])l.LastFired.Clone()),
        BornDead = _examiner.BornDead,
        Measured = _plan.Parameters.Select(p => KeyValuePair.Create(p.Name, new[] { p.Norm, p.GradientNorm, p.UpdateRatio }))
            .Concat(Layers.Select(l => KeyValuePair.Create(l.Layer.Name, new[] { l.GradientRms }))).ToDictionary(),
        History = [.. _history],
    };

    /// <summary>Goes back, or on, to a state of a run of the same network.</summary>
    /// <exception cref="ArgumentException">The state is that of another network.</exception>
    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var parameter in _plan.Parameters)
        {
            parameter.Set(Find(state.Weights, parameter.Name));
            parameter.Reserve(_options.Optimizer.Slots);
            for (var slot = 0; slot < parameter.Slots; slot++)
            {
                parameter.SetSlot(
                    slot,
                    state.Slots.TryGetValue((parameter.Name, slot), out var values) ? values : ModelTensor.Zeros(parameter.Type, parameter.Shape)
                );
            }
        }

        foreach (var (name, tensor) in _plan.Running)
        {
            Find(state.Weights, name).Bytes.CopyTo(tensor.Bytes);
        }

        foreach (var parameter in _plan.Parameters)
        {
            if (state.Measured.TryGetValue(parameter.Name, out var measured) && measured is [var norm, var gradient, var ratio])
            {
                (parameter.Norm, parameter.GradientNorm, parameter.UpdateRatio) = (norm, gradient, ratio);
            }
        }

        foreach (var layer in Layers)
        {
            layer.GradientRms = state.Measured.TryGetValue(layer.Layer.Name, out var rms) && rms is [var value] ? value : double.NaN;
            if (state.LastFired.TryGetValue(layer.Layer.Name, out var fired) && fired.Length == layer.LastFired.Length)
            {
                fired.CopyTo(layer.LastFired, 0);
            }
        }

        (Step, _epochLoss, _epochSamples, Divergence) = (state.Step, state.EpochLoss, state.EpochSamples, null);
        _examiner.BornDead = state.BornDead;
        _history.Clear();
        _history.AddRange(state.History);
        Judge();
        if (_milestones.Count == 0)
        {
            _milestones.Add(state);
        }
    }

    /// <summary>Goes on from a state of this very run, whose beginning is kept for replays.</summary>
    internal void Resume(TrainingState state)
    {
        Begin();
        Restore(state);
        if (_milestones[^1].Step < state.Step)
        {
            _milestones.Add(state);
        }
    }

    private static ModelTensor Find(IReadOnlyDictionary<string, ModelTensor> weights, string name) =>
        weights.TryGetValue(name, out var tensor)
            ? tensor
            : throw new ArgumentException(
                $"The state has no weight '{name}': it is that of another network. It has {string.Join(", ", weights.Keys.Take(8))}."
            );
}
