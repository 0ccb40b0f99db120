using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Threads;

namespace Relumine.Engine.Training.Planning;

/// <summary>
/// A model made ready to learn: compiled once, then run batch by batch. A step goes through the whole batch layer by
/// layer, forward, through the loss, and backward; every layer divides its work over the threads. The results, bit for
/// bit, do not depend on the number of threads, and the steady state allocates nothing. An instance must not be used
/// by two callers at once.
/// </summary>
public sealed partial class TrainingPlan : IDisposable
{
    private readonly TrainingStep[] _forward;
    private readonly BackwardPass[] _backward;
    private readonly TrainedLayer[] _layers;
    private readonly TrainingPass _pass;
    private readonly WorkerPool _pool;
    private readonly ParameterUpdate _update;
    private readonly Value? _lossGradient;
    private readonly Value _output;
    private readonly PlanNumbers _numbers;
    private readonly Model _source;

    private TrainingPlan(Model source, TrainingBuilder program, TrainingPlanOptions options)
    {
        (_source, _output, Options) = (source, program.Output, options);
        (_forward, _layers) = ([.. program.Steps], [.. program.Draft.Layers]);
        Parameters = [.. program.Draft.Parameters];
        foreach (var parameter in Parameters)
        {
            parameter.Rate = options.Rates.GetValueOrDefault(parameter.Name, 1);
        }

        if (Parameters.Count == 0)
        {
            throw new GraphException($"Nothing in front of '{_output.Name}' can be learned: no weight of it is trainable, or all are frozen.");
        }

        var ledger = new GradientLedger(program.Draft.Differentiated, program.Draft.GradientLike);
        _lossGradient = ledger.Contribution(_output);
        _backward = [.. program.PlanBackward(ledger)];
        _pool = new WorkerPool(Options.Threads > 0 ? Options.Threads : Environment.ProcessorCount);
        List<Footprint> footprints = [.. program.Steps.Select(s => new Footprint(s.Reads, s.Writes))];
        footprints.Add(new Footprint([_output], _lossGradient is null ? [] : [_lossGradient]));
        footprints.AddRange(_backward.Select(b => new Footprint(b.Reads, b.Writes)));
        var bytes = ArenaLayout.Assign(footprints, [_output], Options.Batch);
        _pass = new TrainingPass(new Workspace(0, bytes, program.Draft.Inputs.Count), _pool, _layers) { Seed = Options.Seed };
        var type = _output.Type.Type;
        (_update, _numbers) = (ParameterUpdate.Of(Parameters, type, _pool), PlanNumbers.Of(type, _pass.Memory));
        Inputs = [.. program.Draft.Inputs.Select(PlanValue.Of)];
        Output = PlanValue.Of(_output);
    }

    /// <summary>How the plan was made.</summary>
    public TrainingPlanOptions Options { get; }

    /// <summary>What a step needs, in the order of the graph's inputs.</summary>
    public IReadOnlyList<PlanValue> Inputs { get; }

    /// <summary>What the loss looks at.</summary>
    public PlanValue Output { get; }

    /// <summary>What is learned, in the order of first use.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The observed layers, from input to output; empty without <see cref="TrainingPlanOptions.Observe"/>.</summary>
    public IReadOnlyList<TrainedLayer> Layers => _layers;

    /// <summary>Makes a plan.</summary>
    /// <param name="model">The model; it is copied, so it does not change.</param>
    /// <param name="options">How.</param>
    /// <exception cref="GraphException">The model contradicts itself, or nothing in it can be learned.</exception>
    /// <exception cref="UnsupportedException">A shape depends on data, or something between a weight and the loss has no gradient.</exception>
    public static TrainingPlan Compile(Model model, TrainingPlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Batch);
        var source = new FoldConstants().Apply(model).Model;
        if (options.Precision == ElementType.Float64)
        {
            source = new WidenPrecision().Apply(source).Model;
        }

        source = source with { Weights = source.Weights.ToDictionary(w => w.Key, w => w.Value.Clone()) };
        return new TrainingPlan(source, new TrainingBuilder(source, options), options);
    }

    /// <summary>Goes forward and backward through a batch: afterwards every parameter has its gradient.</summary>
    /// <param name="samples">The number of samples, from 1 to <see cref="TrainingPlanOptions.Batch"/>.</param>
    /// <param name="inputs">For each of <see cref="Inputs"/> a tensor that begins with <paramref name="samples"/> × <see cref="PlanValue.SampleLength"/>
    /// elements.</param>
    /// <param name="targets">What the outputs should be.</param>
    /// <param name="step">The number of the step, from 1: what is drawn at random depends on it.</param>
    /// <param name="measure">Whether to measure the gradients of the layers.</param>
    /// <returns>The mean loss of the batch, before any update.</returns>
    public double Run(int samples, ModelTensor[] inputs, in Targets targets, long step, bool measure = false)
    {
        var loss = Forward(samples, inputs, targets, step, measure);
        Backward(step);
        return loss;
    }

    /// <summary>
    /// Does a whole step: <see cref="Run"/>, then <see cref="Update"/> with the same bits, but without keeping gradients
    /// where nobody looks at them: weights are updated while their gradient is in the cache. If the loss is not finite,
    /// nothing is updated.
    /// </summary>
    /// <param name="samples">The number of samples, from 1 to <see cref="TrainingPlanOptions.Batch"/>.</param>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <param name="targets">What the outputs should be.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="optimizer">How; its memory is kept in the parameters.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="clipNorm">As for <see cref="Update"/>; all gradients are kept for it.</param>
    /// <param name="clipValue">As for <see cref="Update"/>.</param>
    /// <param name="measure">Whether to measure the gradients of the layers.</param>
    /// <param name="measureUpdate">Whether to measure norms and update ratios; all gradients are kept for it.</param>
    /// <returns>The mean loss of the batch, before the update.</returns>
    public double Learn(
        int samples, ModelTensor[] inputs, in Targets targets, long step, Optimizer optimizer, double rate,
        double clipNorm = double.PositiveInfinity, double clipValue = double.PositiveInfinity, bool measure = false, bool measureUpdate = false)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var loss = Forward(samples, inputs, targets, step, measure);
        if (!double.IsFinite(loss))
        {
            Backward(step);
            return loss;
        }

        if (!measureUpdate && double.IsPositiveInfinity(clipNorm))
        {
            _update.Reserve(optimizer);
            (_pass.Optimizer, _pass.Arguments) = (optimizer, new UpdateArguments(rate, step, GradientLimit: clipValue));
        }

        try
        {
            Backward(step);
        }
        finally
        {
            _pass.Optimizer = null;
        }

        Update(optimizer, rate, step, clipNorm, clipValue, measureUpdate);
        return loss;
    }

    private double Forward(int samples, ModelTensor[] inputs, in Targets targets, long step, bool measure)
    {
        Turn(samples, inputs);
        (_pass.Learns, _pass.Measures, _pass.Step) = (true, measure, step);
        _pass.Observe = Options.Observe ? Observation.Firing : Observation.None;
        foreach (var layer in _layers)
        {
            layer.Firing.Clear();
        }

        foreach (var forward in _forward)
        {
            forward.Forward(_pass);
        }

        return Loss(samples, targets, _lossGradient);
    }

    /// <summary>Goes forward through a batch as in training, without a loss: what changes is running statistics alone.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <param name="step">The number of the step, from 1: what is drawn at random depends on it.</param>
    internal void Settle(int samples, ModelTensor[] inputs, long step)
    {
        Turn(samples, inputs);
        (_pass.Learns, _pass.Measures, _pass.Observe, _pass.Step) = (true, false, Observation.None, step);
        foreach (var forward in _forward)
        {
            forward.Forward(_pass);
        }
    }

    private void Backward(long step)
    {
        foreach (var backward in _backward)
        {
            backward.Run(_pass);
        }

        if (Options.Observe)
        {
            NoteFiring(step);
        }
    }

    /// <summary>Changes every parameter by its gradient.</summary>
    /// <param name="optimizer">How; its memory is kept in the parameters.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="clipNorm">The norm of all gradients together above which they are scaled down; infinite for none.</param>
    /// <param name="clipValue">The absolute value to which every gradient is limited; infinite for none.</param>
    /// <param name="measure">Whether to measure norms and update ratios.</param>
    public void Update(
        Optimizer optimizer,
        double rate,
        long step,
        double clipNorm = double.PositiveInfinity,
        double clipValue = double.PositiveInfinity,
        bool measure = false
    )
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _update.Run(optimizer, rate, step, clipNorm, clipValue, measure);
    }

    /// <summary>Runs a batch in inference mode.</summary>
    /// <param name="samples">The number of samples, from 1 to <see cref="TrainingPlanOptions.Batch"/>.</param>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    /// <param name="output">Where the outputs go, or empty if they are not wanted.</param>
    /// <param name="observe">What to add to the layers' statistics: <see cref="Observation.Full"/> goes to <see cref="TrainedLayer.Full"/>.</param>
    public void Predict<T>(int samples, ModelTensor[] inputs, Span<T> output, Observation observe = Observation.None)
        where T : unmanaged
    {
        Turn(samples, inputs);
        (_pass.Learns, _pass.Measures, _pass.Observe) = (false, false, observe);
        foreach (var forward in _forward)
        {
            forward.Forward(_pass);
        }

        if (!output.IsEmpty)
        {
            _pass.Memory.Elements<T>(_output).CopyTo(output);
        }
    }

    /// <summary>The mean loss of the samples that <see cref="Predict"/> has just run.</summary>
    /// <param name="samples">Their number.</param>
    /// <param name="targets">What the outputs should have been.</param>
    public double LossOfPrediction(int samples, in Targets targets) => Loss(samples, targets, null);

    /// <summary>The model with the weights as they are now, in the precision of the plan.</summary>
    public Model ToModel()
    {
        var weights = _source.Weights.ToDictionary(w => w.Key, w => w.Value.Clone());
        foreach (var parameter in Parameters)
        {
            weights[parameter.Name] = parameter.ToTensor();
        }

        return _source with { Weights = weights };
    }

    /// <summary>The weights that are not learned but change while a network learns, e.g. running statistics, by name; the live tensors.</summary>
    internal IEnumerable<KeyValuePair<string, ModelTensor>> Running =>
        _source.Weights.Where(w => w.Value.Type.IsFloat() && !Parameters.Any(p => p.Name == w.Key)).OrderBy(w => w.Key, StringComparer.Ordinal);

    /// <summary>The running statistics of batch normalization: the live tensors, and the share of each that a training step keeps.</summary>
    internal IEnumerable<(ModelTensor Value, double Kept)> Statistics =>
        from node in _source.Graph.Nodes
        where node.Op is BatchNormalization
        from input in node.Inputs.Skip(3)
        where _source.Weights.ContainsKey(input)
        select (_source.Weights[input], (double)((BatchNormalization)node.Op).Momentum);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private void Turn(int samples, ModelTensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (samples < 1 || samples > Options.Batch)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), samples, $"The plan was made for 1 to {Options.Batch} samples.");
        }

        if (inputs.Length != Inputs.Count)
        {
            throw new ArgumentException($"{inputs.Length} inputs were given; the plan has {Inputs.Count}.", nameof(inputs));
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Type != Inputs[i].Type || inputs[i].Length < (long)samples * Inputs[i].SampleLength)
            {
                throw new ArgumentException(
                    $"The input '{Inputs[i].Name}' needs {Inputs[i].Type} with at least {samples} × {Inputs[i].Shape} elements, but {inputs[i]} was given.",
                    nameof(inputs)
                );
            }
        }

        _pass.Memory.Turn(0, 0, samples, inputs);
    }

    private double Loss(int samples, in Targets targets, Value? gradient) => _numbers.Loss(Options.Loss, samples, _output, targets, gradient);

    private void NoteFiring(long step)
    {
        foreach (var layer in _layers)
        {
            layer.Note(step);
        }
    }
}
