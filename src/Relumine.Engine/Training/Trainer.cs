using System.Diagnostics;
using Relumine.Data.Datasets;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Planning;
using Relumine.Engine.Training.Replay;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Kernels;

namespace Relumine.Engine.Training;

/// <summary>
/// Trains a network: an iterator of steps. Whatever else should happen between two steps is plain C# in the body of
/// the loop. The network is examined before the first update and after every epoch; the same options, data and seed
/// give the same bits, whatever the number of threads.
/// </summary>
/// <remarks>
/// From the first step on until it is disposed, a trainer publishes instruments of the meter <c>Relumine</c>: <c>relumine.loss</c> and
/// <c>relumine.steps</c>, and tagged with <c>layer</c> what the latest examination saw (<c>relumine.units</c>, <c>relumine.dead_units</c>,
/// <c>relumine.nearly_dead_units</c>, <c>relumine.always_on_units</c>, <c>relumine.sparsity</c>, <c>relumine.gradient_rms</c>,
/// <c>relumine.non_finite_units</c>).
/// </remarks>
/// <example><code>
/// var options = new TrainerOptions { Loss = new SoftmaxCrossEntropy(), Optimizer = new Sgd(0.1, Momentum: 0.9) };
/// using var trainer = new Trainer(model, data, validation: null, options);
/// foreach (var step in trainer.Steps())
/// {
///     Console.WriteLine($"{step.Number}: {step.Loss}");
/// }
/// </code></example>
public sealed partial class Trainer : IDisposable
{
    private readonly Dataset _training;
    private readonly Dataset? _validation;
    private readonly TrainerOptions _options;
    private readonly TrainingPlan _plan;
    private readonly Batch _batch;
    private readonly SampleOrder _order;
    private readonly Examiner _examiner;
    private readonly List<EpochRecord> _history = [];
    private readonly Stopwatch _clock = new();
    private readonly List<TrainingState> _milestones = [];
    private double _epochLoss;
    private long _epochSamples;
    private bool _searches;
    private TrainingMeter? _meter;
    private IReadOnlyList<LayerRecord> _seen = [];

    /// <summary>Prepares a run.</summary>
    /// <param name="model">The network; it is copied.</param>
    /// <param name="training">What to learn from.</param>
    /// <param name="validation">What to check on after every epoch, or null.</param>
    /// <param name="options">How.</param>
    /// <exception cref="RelumineException">Network and data do not fit each other, or the network cannot be trained.</exception>
    public Trainer(Model model, Dataset training, Dataset? validation, TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Epochs);
        (_training, _validation, _options) = (training, validation, options);
        _plan = TrainingPlan.Compile(model, new TrainingPlanOptions
        {
            Loss = options.Loss,
            Batch = Math.Min(options.Batch, training.Samples),
            Threads = options.Threads,
            Kink = options.Kink,
            KinkOfLayer = options.KinkOfLayer,
            Frozen = options.Frozen,
            Rates = options.Rates,
            Observe = options.Observe,
            Seed = options.Seed,
        });
        DataFit.Check(_plan, options.Loss, training, validation);
        if (options.EarlyStopping is not null && validation is null)
        {
            throw new ArgumentException("Stopping early needs validation data to judge epochs by.", nameof(options));
        }

        _batch = new Batch(training, _plan.Options.Batch, isWeighted: true);
        _order = new SampleOrder(training.Samples, _plan.Options.Batch, options.Seed, training.Ordered || !options.Shuffle);
        _examiner = new Examiner(_plan, training, validation, options.Examined, options.EarlyStopping?.By == StoppingMeasure.Auc);
    }

    /// <summary>The number of updates in an epoch.</summary>
    public long StepsPerEpoch => _order.StepsPerEpoch;

    /// <summary>The number of updates of the whole run.</summary>
    public long TotalSteps => StepsPerEpoch * _options.Epochs;

    /// <summary>The number of updates done.</summary>
    public long Step { get; private set; }

    /// <summary>The records of step 0 and of every epoch that has ended.</summary>
    public IReadOnlyList<EpochRecord> History => _history;

    /// <summary>The observed layers, from input to output.</summary>
    public IReadOnlyList<TrainedLayer> Layers => _plan.Layers;

    /// <summary>What is learned, in the order of first use.</summary>
    public IReadOnlyList<Parameter> Parameters => _plan.Parameters;

    /// <summary>Why the run was stopped before its end; null while all is finite.</summary>
    public Divergence? Divergence { get; private set; }

    /// <summary>Whether the run was ended by <see cref="TrainerOptions.EarlyStopping"/> before its last epoch.</summary>
    public bool StoppedEarly { get; private set; }

    /// <summary>How the run is made.</summary>
    public TrainerOptions Options => _options;

    /// <summary>
    /// The steps that are still to do, done as they are asked for. Ends early when a loss is not finite: then
    /// <see cref="Divergence"/> says why, and the weights are those before that step; and where <see cref="StoppedEarly"/> says so.
    /// </summary>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the trainer can be asked for the remaining steps again.</exception>
    public IEnumerable<StepResult> Steps(CancellationToken cancellation = default)
    {
        Begin();
        _meter ??= new TrainingMeter(() => Volatile.Read(ref _seen).Select(Reading), () => Step);
        Volatile.Write(ref _seen, _history[^1].Layers);
        while (Step < TotalSteps && Divergence is null && !StoppedEarly)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = Next();
            if (Divergence is not null)
            {
                yield break;
            }

            _meter.Tell(result.Loss);
            if (result.EndsEpoch)
            {
                Volatile.Write(ref _seen, _history[^1].Layers);
            }

            yield return result;
        }
    }

    /// <summary>Examines the network as it is before the first update; done by <see cref="Steps"/> too. Nothing happens the second time.</summary>
    public void Begin()
    {
        if (_history.Count == 0 && Step == 0)
        {
            _batch.Gather(_order.Batch(0));
            var running = _plan.Running.Select(w => (w.Value, w.Value.Clone())).ToArray();
            _plan.Run(_batch.Samples, _batch.Inputs, _batch.Targets, 1, measure: true);
            foreach (var (tensor, before) in running)
            {
                // This pass only looks: what it has added to running statistics goes again.
                before.Bytes.CopyTo(tensor.Bytes);
            }

            foreach (var layer in Layers)
            {
                Array.Clear(layer.LastFired);
            }

            _history.Add(_examiner.Examine(0, 0, Rate(1), double.NaN, 0));
            _milestones.Add(Snapshot());
        }
    }

    /// <summary>
    /// The network as it is now. λ, where it is not 0, travels as metadata: <c>relumine.kink</c>, and
    /// <c>relumine.kink.LAYER</c> for exceptions.
    /// </summary>
    public Model ToModel()
    {
        var model = _plan.ToModel();
        var metadata = new Dictionary<string, string>(model.Metadata);
        if (_options.Kink != Kink.Left)
        {
            metadata["relumine.kink"] = _options.Kink.Lambda.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var (layer, kink) in _options.KinkOfLayer)
        {
            metadata["relumine.kink." + layer] = kink.Lambda.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return model with { Metadata = metadata };
    }

    /// <summary>The score (accuracy, or R²) and the loss on other data, in inference mode.</summary>
    public (double Score, double Loss) Evaluate(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return _examiner.Evaluate(data, data.Samples, Observation.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter?.Dispose();
        _plan.Dispose();
    }

    /// <summary>The learning rate of a step, from 1.</summary>
    internal double Rate(long step) => BaseRate(step) * _options.Schedule.Factor(step - 1, TotalSteps, StepsPerEpoch);

    private StepResult Next()
    {
        _clock.Start();
        var step = Step + 1;
        var epoch = EpochOf(step);
        _batch.Gather(_order.Batch(Step));
        var isFirst = Step % StepsPerEpoch == 0;
        var isLast = step % StepsPerEpoch == 0;
        var rate = Rate(step);
        var measuresUpdate = step <= _options.MeasuredSteps || isFirst;
        var before = _glances ? TakeGlance() : null;
        var loss = _plan.Learn(
            _batch.Samples,
            _batch.Inputs,
            _batch.Targets,
            step,
            _options.Optimizer,
            rate,
            _options.ClipNorm ?? double.PositiveInfinity,
            _options.ClipValue ?? double.PositiveInfinity,
            measure: isFirst || isLast || _glances,
            measureUpdate: measuresUpdate || _glances
        );
        if (before is not null)
        {
            KeepGlance(isFirst || isLast, measuresUpdate, before);
        }

        if (!double.IsFinite(loss))
        {
            Divergence = Diverged(loss);
            return default;
        }

        Step = step;
        if (isLast && !_searches && _plan.NonFiniteParameter is not null)
        {
            // No later step would tell if this was the last one.
            Divergence = Diverged(double.NaN);
            return default;
        }

        _epochLoss += loss * _batch.Samples;
        _epochSamples += _batch.Samples;
        _clock.Stop();
        if (isLast)
        {
            _history.Add(_examiner.Examine(epoch, step, rate, _epochLoss / _epochSamples, _clock.Elapsed.TotalSeconds));
            (_epochLoss, _epochSamples) = (0, 0);
            _clock.Reset();
            Judge();
            if (_milestones[^1].Step < step && System.Numerics.BitOperations.IsPow2(epoch))
            {
                // Ever farther apart: a replay is never longer than what came before it, and few copies are kept.
                _milestones.Add(Snapshot());
            }
        }

        return new StepResult(step, epoch, _batch.Samples, rate, loss, isLast);
    }

    private static LayerReading Reading(LayerRecord layer) => new(layer.Name, layer.Units)
    {
        Dead = layer.Dead,
        NearlyDead = layer.NearlyDead,
        AlwaysOn = layer.AlwaysOn,
        Sparsity = layer.Sparsity,
        GradientRms = layer.GradientRms,
        NonFinite = layer.NonFinite,
    };

    private void Judge() => StoppedEarly = Step < TotalSteps && _options.EarlyStopping is { } stopping && stopping.Ends(_history);

    private int EpochOf(long step) => (int)((step - 1) / StepsPerEpoch) + 1;
}
