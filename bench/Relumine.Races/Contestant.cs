using Microsoft.ML.OnnxRuntime;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Races;

/// <summary>One model in both programs, on the same random numbers, one thread each, nothing copied that need not be; or in Relumine alone, on several
/// threads and on one.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly Plan _plan;
    private readonly Plan? _single;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly ModelTensor[] _inputs;
    private readonly ModelTensor?[] _outputs;
    private readonly Dictionary<string, OrtValue> _named = [];
    private readonly int _samples;

    /// <param name="path">The model.</param>
    /// <param name="samples">How many samples a run has.</param>
    /// <param name="observe">What Relumine sees of units.</param>
    /// <param name="threads">Of Relumine; with more than one, its peer is itself with one.</param>
    public Contestant(string path, int samples, Observation observe, int threads)
    {
        _samples = samples;
        var model = OnnxModel.Load(path);
        _plan = Plan.Compile(model, new PlanOptions { Threads = threads, Observe = observe });
        _single = threads > 1 ? Plan.Compile(model, new PlanOptions { Threads = 1, Observe = observe }) : null;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(path, options);
        _inputs = [.. _plan.Inputs.Select(Memory)];
        _outputs = [.. _plan.Outputs.Select(Memory)];
        var random = new Random(1);
        foreach (var (input, value) in _inputs.Zip(_plan.Inputs))
        {
            foreach (ref var number in input.Values<float>())
            {
                number = random.NextSingle() - 0.5f;
            }

            _named[value.Name] = OrtValue.CreateTensorValueFromMemory(input.Values<float>().ToArray(), [.. Dimensions(value.Name)]);
        }
    }

    public void Relumine() => _plan.Run(_samples, _inputs, _outputs);

    /// <summary>What Relumine is compared with.</summary>
    public string PeerName => _single is null ? "ONNX Runtime 1.31" : "one thread";

    public void Peer()
    {
        if (_single is not null)
        {
            _single.Run(_samples, _inputs, _outputs);
            return;
        }

        using var results = _session.Run(_options, _named, _session.OutputNames);
    }

    public void Dispose()
    {
        foreach (var value in _named.Values)
        {
            value.Dispose();
        }

        _plan.Dispose();
        _single?.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    // The first dimension counts samples where the model leaves it open.
    private IEnumerable<long> Dimensions(string name)
    {
        var dimensions = _session.InputMetadata[name].Dimensions;
        if (_samples > 1 && dimensions[0] > 0)
        {
            throw new NotSupportedException($"the model is made for batches of {dimensions[0]}");
        }

        return dimensions.Select((d, i) => d > 0 ? d : i == 0 ? (long)_samples : 1);
    }

    private ModelTensor Memory(PlanValue value) => ModelTensor.Zeros(value.Type, value.Shape.Prepend(_samples));
}
