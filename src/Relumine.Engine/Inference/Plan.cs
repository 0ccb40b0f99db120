using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Threads;

namespace Relumine.Engine.Inference;

/// <summary>
/// A model made ready to run: compiled once for one sample, run many times over any number of samples. Every value
/// has an implicit outer axis of samples, so that models with a batch of 1, a symbolic batch or none at all run alike
/// and samples never mix. The results, bit for bit, do not depend on the number of threads nor on how samples are
/// divided between runs. An instance must not be used by two callers at once.
/// </summary>
public sealed class Plan : IDisposable
{
    private readonly PlanBuilder _program;
    private readonly ObservationSlots _slots;
    private readonly Worker?[] _idle;
    private readonly WorkerPool _pool;
    private readonly int _rowsPerSample;
    private readonly int _capacity;
    private ModelTensor[] _inputs = [];
    private ModelTensor?[] _outputs = [];
    private int _samples;
    private int _chunk;
    private int _firstChunk;
    private CancellationToken _cancellation;

    private Plan(PlanBuilder program, PlanOptions options)
    {
        _program = program;
        Inputs = [.. program.Inputs.Select(PlanValue.Of)];
        Outputs = [.. program.Outputs.Select(PlanValue.Of)];
        Layers = program.Layers;
        Work = program.Work;
        AnyWork = options.AnyWork;
        _rowsPerSample = Math.Max(1, program.Steps.OfType<DensePlan>().Select(d => d.RowsPerSample).DefaultIfEmpty(1).Max());
        _capacity = Chunking.Largest(_rowsPerSample, program.Steps);
        var bytes = ArenaLayout.Assign([.. program.Steps.Select(s => new Footprint(s.Reads, s.Writes))], program.Outputs, _capacity);

        // Every thread has an arena of its own, so large ones leave fewer threads.
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        _pool = new WorkerPool((int)Math.Clamp(ArenaLayout.Largest / Math.Max(1, bytes), 1, threads));
        _slots = new ObservationSlots(Layers, options.Observe, _pool.Degree);
        _idle = [.. Enumerable.Range(0, _pool.Degree).Select(w =>
            new Worker(new Workspace(w, bytes, Inputs.Count), [.. program.Steps.Select(s => s.Build(_capacity, _slots))]))];
    }

    /// <summary>What a run needs, in the order of the graph's inputs.</summary>
    public IReadOnlyList<PlanValue> Inputs { get; }

    /// <summary>What a run gives, in the order of the graph's outputs.</summary>
    public IReadOnlyList<PlanValue> Outputs { get; }

    /// <summary>What one sample takes, estimated: multiply-adds, and numbers that are read or written once.</summary>
    public double Work { get; }

    /// <summary>Whether more may be calculated than weights and data explain.</summary>
    internal bool AnyWork { get; }

    /// <summary>The observed layers, from input to output; empty without <see cref="PlanOptions.Observe"/>.</summary>
    public IReadOnlyList<ObservedLayer> Layers { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="model">The model; its weights are packed, so later changes to them are not seen.</param>
    /// <param name="options">How to run it; null for one thread, the model's own precision and no observation.</param>
    /// <param name="inputShapes">The shape of one sample, by input; otherwise what the model declares, with 1 for every symbol.</param>
    /// <exception cref="GraphException">The model contradicts itself or does not fit the shapes.</exception>
    /// <exception cref="UnsupportedException">A shape depends on data, or what is needed of the model cannot be read.</exception>
    public static Plan Compile(Model model, PlanOptions? options = null, IReadOnlyDictionary<string, Shape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new PlanOptions();
        var unfolded = ControlFlow.Unfold(model, inputShapes);
        model = ReferenceEquals(unfolded, model) ? model : new RecognizeActivations().Apply(unfolded).Model;
        if (options.Precision == ElementType.Float64)
        {
            model = new WidenPrecision().Apply(model).Model;
        }

        model = options.Fuse ? Siblings.Join(model) : model;
        return new Plan(new PlanBuilder(model, options, inputShapes), options);
    }

    /// <summary>Runs all samples through the network.</summary>
    /// <param name="samples">The number of samples, 0 or more.</param>
    /// <param name="inputs">For each of <see cref="Inputs"/> a tensor of its type with <paramref name="samples"/> × <see cref="PlanValue.SampleLength"/>
    /// elements, of any shape.</param>
    /// <param name="outputs">For each of <see cref="Outputs"/> a tensor to fill in the same way, or null if it is not wanted.</param>
    /// <param name="cancellation">Ends the run after the step under way; what is in <paramref name="outputs"/> and statistics then is of no use.</param>
    /// <exception cref="ArgumentException">A tensor has the wrong type or length.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Run(int samples, ModelTensor[] inputs, ModelTensor?[] outputs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        Check(samples, inputs, Inputs, "input");
        Check(samples, outputs, Outputs, "output");
        (_samples, _inputs, _outputs, _cancellation) = (samples, inputs, outputs, cancellation);
        _chunk = Chunking.For(samples, _rowsPerSample, _capacity);
        var chunks = (samples + _chunk - 1) / _chunk;
        for (_firstChunk = 0; _firstChunk < chunks;)
        {
            var wave = Math.Min(chunks - _firstChunk, _slots.ChunksBetweenCollections);
            _pool.Run(new Chunk(this), wave);
            _firstChunk += wave;
            _slots.Collect();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private static void Check(int samples, ModelTensor?[] tensors, IReadOnlyList<PlanValue> values, string what)
    {
        if (tensors.Length != values.Count)
        {
            throw new ArgumentException(
                $"{tensors.Length} {what} tensors were given; the plan has {values.Count}: {string.Join(", ", values.Select(v => v.Name))}."
            );
        }

        for (var i = 0; i < tensors.Length; i++)
        {
            if (tensors[i] is { } tensor && (tensor.Type != values[i].Type || tensor.Length != (long)samples * values[i].SampleLength))
            {
                throw new ArgumentException(
                    $"The {what} '{values[i].Name}' needs {values[i].Type} with {samples} × {values[i].Shape} elements, but {tensor} was given."
                );
            }
        }
    }

    private void RunChunk(int chunk)
    {
        var worker = Take();
        try
        {
            var workspace = worker.Workspace;
            var first = chunk * _chunk;
            workspace.Helpers = _samples <= _chunk && _pool.Degree > 1 ? _pool : null;
            workspace.Turn(chunk, first, Math.Min(_chunk, _samples - first), _inputs);
            foreach (var step in worker.Steps)
            {
                _cancellation.ThrowIfCancellationRequested();
                step.Run(workspace);
            }

            for (var i = 0; i < _outputs.Length; i++)
            {
                if (_outputs[i] is { } output)
                {
                    workspace.CopyTo(_program.Outputs[i], output);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _idle[worker.Workspace.Worker], worker);
        }
    }

    /// <summary>Takes memory that no other thread is using; there is as much as threads.</summary>
    private Worker Take()
    {
        while (true)
        {
            for (var i = 0; i < _idle.Length; i++)
            {
                if (Interlocked.Exchange(ref _idle[i], null) is { } worker)
                {
                    return worker;
                }
            }
        }
    }

    private sealed record Worker(Workspace Workspace, Step[] Steps);

    private readonly struct Chunk(Plan plan) : IChunkBody
    {
        public void Run(int chunk) => plan.RunChunk(plan._firstChunk + chunk);
    }
}
