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
    private readonly float[] _weights;

    /// <summary>Reserves the memory.</summary>
    /// <param name="data">Where samples come from.</param>
    /// <param name="capacity">The most samples.</param>
    /// <param name="isWeighted">Whether samples count by their weights, as they do to learn; otherwise each counts once, as to be judged.</param>
    public Batch(Dataset data, int capacity, bool isWeighted = false)
    {
        _data = data;
        Inputs = [ModelTensor.Zeros(ElementType.Float32, new Shape(checked(capacity * data.SampleShape.ElementCount)))];
        _labels = new int[data.Labels is null ? 0 : capacity];
        _values = new float[capacity * data.TargetWidth];
        _weights = new float[isWeighted && data.Weights is not null ? capacity : 0];
    }

    /// <summary>The samples, one after another.</summary>
    public ModelTensor[] Inputs { get; }

    /// <summary>The number of samples at hand.</summary>
    public int Samples { get; private set; }

    /// <summary>What the outputs should be.</summary>
    public Targets Targets => (_data.Labels is null
        ? Targets.OfValues(_values.AsSpan(0, Samples * _data.TargetWidth))
        : Targets.OfLabels(_labels.AsSpan(0, Samples))).Weighted(_weights.AsSpan(0, _weights.Length == 0 ? 0 : Samples));

    /// <summary>Takes the samples with these indices.</summary>
    public void Gather(ReadOnlySpan<int> indices)
    {
        Samples = indices.Length;
        _data.Gather(
            indices, Inputs[0].Values<float>()[..(Samples * _data.SampleShape.ElementCount)],
            _labels.AsSpan(0, _data.Labels is null ? 0 : Samples), _values.AsSpan(0, Samples * _data.TargetWidth));
        for (var i = 0; _weights.Length > 0 && i < Samples; i++)
        {
            _weights[i] = _data.Weights![indices[i]];
        }
    }
}
