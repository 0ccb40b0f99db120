using System.Text.Json;
using Relumine.Engine.Program;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Steps;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Probes;
using Relumine.Live.Events;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Sessions;

/// <summary>A run with what a page sees of it: the loss since the latest picture, the units as they are, and which of them died or came back.</summary>
internal sealed class WatchedRun : IDisposable
{
    // What a look at this many samples shows, a page can show.
    private const int LookedAt = 1024;

    // A batch is a small sample: pictures are smoothed over about ten.
    private const double Smoothing = 0.1;

    private readonly List<(long Step, double Loss)> _curve = [];
    private readonly bool _owns;
    private IEnumerator<StepResult>? _steps;
    private UnitState[][] _states = [];
    private double[][] _rates = [];
    private double _sum;
    private long _count;

    /// <summary>Watches a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="owns">Whether it is disposed with this.</param>
    public WatchedRun(TrainingRun run, bool owns = true)
    {
        (Run, _owns) = (run, owns);
        Run.Trainer.Begin();
        Examine(out _);
    }

    /// <summary>The run.</summary>
    public TrainingRun Run { get; }

    /// <summary>What trains it now.</summary>
    public Trainer Trainer => Run.Trainer;

    /// <summary>Whether there are no more steps.</summary>
    public bool IsOver => Trainer.Step >= Trainer.TotalSteps || Trainer.Divergence is not null || Trainer.StoppedEarly;

    /// <summary>The rate of the latest step, or of the next where there was none.</summary>
    public double Rate => Trainer.Rate(Math.Max(1, Math.Min(Trainer.Step + 1, Trainer.TotalSteps)));

    /// <summary>The mean loss between pictures, thinned; what a page that comes late is told.</summary>
    public IReadOnlyList<(long Step, double Loss)> Curve => _curve;

    /// <summary>The number of units that can die and are dead, as last examined.</summary>
    public int Dead => _states.Sum(l => l.Count(s => s is UnitState.Dead or UnitState.BornDead));

    /// <summary>What a look at every unit costs, in steps.</summary>
    public double StepsPerLook => Math.Min(LookedAt, Run.Data.Training.Samples) / (3.0 * Run.Recipe.Batch);

    /// <summary>Does a step.</summary>
    /// <returns>False if there is none left.</returns>
    public bool Advance(CancellationToken stop)
    {
        _steps ??= Run.Steps(stop).GetEnumerator();
        if (!_steps.MoveNext())
        {
            return false;
        }

        Note(_steps.Current);
        return true;
    }

    /// <summary>Notes a step that somebody else's loop did.</summary>
    public void Note(StepResult step) => (_sum, _count) = (_sum + step.Loss, _count + 1);

    /// <summary>Looks at every unit.</summary>
    /// <returns>Those that are dead now and were not, and the other way round.</returns>
    public IReadOnlyList<(int Layer, int Unit, bool Died)> Examine(out (double Score, double Loss) look)
    {
        look = Trainer.Look(LookedAt);
        return Compare();
    }

    /// <summary>Takes over what the run's own examination saw of every unit, at no cost.</summary>
    public IReadOnlyList<(int Layer, int Unit, bool Died)> Compare()
    {
        var changes = new List<(int, int, bool)>();
        var layers = Trainer.Layers;
        var before = _states;
        _states = [.. layers.Select(States)];
        _rates = [.. layers.Select(l => Rates(l.Full))];
        for (var l = 0; l < layers.Count && before.Length == layers.Count; l++)
        {
            for (var u = 0; u < _states[l].Length && before[l].Length == _states[l].Length; u++)
            {
                var (was, isNow) = (IsDead(before[l][u]), IsDead(_states[l][u]));
                if (was != isNow)
                {
                    changes.Add((l, u, isNow));
                }
            }
        }

        return changes;
    }

    /// <summary>Takes over how units fired on the latest batch, where looking at more would cost too much.</summary>
    public void Smooth()
    {
        for (var l = 0; l < _rates.Length; l++)
        {
            var firing = Trainer.Layers[l].Firing;
            for (var u = 0; u < _rates[l].Length && firing.Samples > 0; u++)
            {
                _rates[l][u] += Smoothing * ((firing.Fired[u] / (double)firing.Samples) - _rates[l][u]);
            }
        }
    }

    /// <summary>Writes a picture of this moment, and begins to sum up anew.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="look">What a look at every unit showed; null without one.</param>
    /// <param name="measures">Whether the next step measures gradients and updates, which takes it a little longer.</param>
    public void WriteFrame(Utf8JsonWriter json, (double Score, double Loss)? look, bool measures)
    {
        if (_count > 0)
        {
            _curve.Add((Trainer.Step, _sum / _count));
            Thin();
        }

        json.WriteNumber("step", Trainer.Step);
        json.WriteNumber("epoch", Trainer.StepsPerEpoch > 0 ? (int)(Math.Max(0, Trainer.Step - 1) / Trainer.StepsPerEpoch) + 1 : 0);
        json.Short("rate", Rate);
        json.Short("loss", _count > 0 ? _sum / _count : null);
        json.Short("score", look?.Score);
        json.Short("examined", look?.Loss);
        (_sum, _count) = (0, 0);
        json.WriteStartArray("layers");
        for (var l = 0; l < _states.Length; l++)
        {
            json.WriteStartObject();
            json.WriteBase64String("f", Array.ConvertAll(_rates[l], r => (byte)Math.Round(255 * Math.Clamp(r, 0, 1))));
            json.WriteBase64String("s", Array.ConvertAll(_states[l], s => (byte)s));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Short("sd", Trainer.Layers.Select(l => PooledMoments.Of(l.Full).Std));
        json.Short("rms", Trainer.Glanced?.GradientRms ?? [.. Trainer.Layers.Select(l => l.GradientRms)]);
        json.Short("ratio", Trainer.Glanced?.Parameters.Select(p => p.Ratio) ?? Trainer.Parameters.Select(p => p.UpdateRatio));
        if (measures)
        {
            Trainer.MeasureNext();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steps?.Dispose();
        if (_owns)
        {
            Run.Dispose();
        }
    }

    private static bool IsDead(UnitState state) => state is UnitState.Dead or UnitState.BornDead;

    private UnitState[] States(TrainedLayer layer)
    {
        var units = new UnitExamination(layer.Layer.Activation is { } f ? FlatSide.Edge(f) : null, layer.Full);
        var born = Trainer.BornDead.GetValueOrDefault(layer.Layer.Name);
        var states = new UnitState[layer.Layer.Units];
        for (var u = 0; u < states.Length; u++)
        {
            states[u] = units.IsInvalid(u) ? UnitState.Invalid
                : units.IsDead(u) ? (born?[u] == true ? UnitState.BornDead : UnitState.Dead)
                : units.IsNearlyDead(u) ? UnitState.NearlyDead
                : units.IsAlwaysOn(u) ? UnitState.AlwaysOn
                : UnitState.Alive;
        }

        return states;
    }

    private static double[] Rates(UnitStatistics seen) => [.. seen.Fired.Select(f => seen.Samples > 0 ? f / (double)seen.Samples : 0)];

    // Every second point goes when there are many, so that what is kept stays spread over the run.
    private void Thin()
    {
        const int Most = 2000;
        if (_curve.Count > Most)
        {
            for (var i = 1; i < _curve.Count; i++)
            {
                _curve.RemoveAt(i);
            }
        }
    }
}
