using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Planning;

/// <summary>Memory for the samples of one step, gathered from a dataset.</summary>
internal sealed class Batch
{
    private readonly Dataset _data;
    private readonly int[] _labels;
    private readonly float[] _values;

    public Batch(Dataset data, int capacity)
    {
        _data = data;
        Inputs = [ModelTensor.Zeros(ElementType.Float32, new Shape(checked(capacity * data.SampleShape.ElementCount)))];
        _labels = new int[data.Labels is null ? 0 : capacity];
        _values = new float[capacity * data.TargetWidth];
    }

    /// <summary>The samples, one after another.</summary>
    public ModelTensor[] Inputs { get; }

    /// <summary>The number of samples at hand.</summary>
    public int Samples { get; private set; }

    /// <summary>What the outputs should be.</summary>
    public Targets Targets => _data.Labels is null
        ? Targets.OfValues(_values.AsSpan(0, Samples * _data.TargetWidth))
        : Targets.OfLabels(_labels.AsSpan(0, Samples));

    /// <summary>Takes the samples with these indices.</summary>
    public void Gather(ReadOnlySpan<int> indices)
    {
        Samples = indices.Length;
        _data.Gather(
            indices, Inputs[0].Values<float>()[..(Samples * _data.SampleShape.ElementCount)],
            _labels.AsSpan(0, _data.Labels is null ? 0 : Samples), _values.AsSpan(0, Samples * _data.TargetWidth));
    }
}
