using System.Globalization;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Bench;

/// <summary>Inference of a model as trials: without observation, counting what fires, and with all statistics.</summary>
internal sealed class ModelTrials : IDisposable
{
    private readonly List<Plan> _plans = [];
    private readonly Model _model;
    private readonly int _threads;
    private readonly int _samples;

    /// <summary>Takes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">The samples in one run.</param>
    /// <param name="threads">The number of threads; 0 is one a core.</param>
    public ModelTrials(Model model, int samples, int threads) => (_model, _samples, _threads) = (model, samples, threads);

    /// <summary>The trials.</summary>
    public IEnumerable<Trial> All() =>
    [
        Of("inference", Observation.None),
        Of("counting what fires", Observation.Firing),
        Of("all statistics", Observation.Full),
    ];

    /// <inheritdoc/>
    public void Dispose() => _plans.ForEach(p => p.Dispose());

    private Trial Of(string name, Observation observe)
    {
        var plan = Plan.Compile(_model, new PlanOptions { Threads = _threads, Observe = observe });
        _plans.Add(plan);
        ModelTensor[] inputs = [.. plan.Inputs.Select((value, i) => Input(value, (uint)i + 10))];
        ModelTensor[] outputs = [.. plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, Batch(o)))];
        return new(
            name,
            string.Create(CultureInfo.InvariantCulture, $"{_samples:N0} samples"),
            () => plan.Run(_samples, inputs, outputs),
            _samples,
            "samples/s"
        );
    }

    private ModelTensor Input(PlanValue value, uint stream)
    {
        var tensor = ModelTensor.Zeros(value.Type, Batch(value));
        if (value.Type == ElementType.Float32)
        {
            KernelTrials.Numbers(tensor.Length, stream).CopyTo(tensor.Values<float>());
        }

        return tensor;
    }

    private Shape Batch(PlanValue value) =>
        (long)_samples * value.SampleLength <= int.MaxValue
            ? new(_samples, value.SampleLength)
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"--samples {_samples}: '{value.Name}' has {value.SampleLength} elements a sample, which is too much for one run. Give fewer samples."
            );
}
