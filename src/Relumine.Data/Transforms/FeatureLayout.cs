using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>
/// Which elements of a sample are the same feature. A feature is an element of a sample with one dimension. Samples with
/// three dimensions or more are images with channels first, and have one feature for each channel; samples with two
/// dimensions are one feature.
/// </summary>
/// <param name="Features">The number of features.</param>
/// <param name="Inner">The neighbouring elements of a sample that belong to one of them.</param>
internal readonly record struct FeatureLayout(int Features, int Inner)
{
    /// <summary>The layout of samples [N, sample…].</summary>
    public static FeatureLayout Of(ModelTensor samples)
    {
        var size = samples.Length / samples.Shape[0];
        var features = samples.Shape.Rank switch { <= 2 => size, 3 => 1, _ => samples.Shape[1] };
        return new(features, size / features);
    }

    /// <summary>The feature of an element, counted over all samples.</summary>
    public int FeatureOf(int element) => element / Inner % Features;

    /// <summary>The shape of one number for each feature that broadcasts over a model's input: channels before positions, or, where the network takes images as
    /// rows, all elements.</summary>
    /// <exception cref="ArgumentException">The input takes samples of another size.</exception>
    public Shape ParameterShape(ValueInfo input)
    {
        if (Features == 1)
        {
            return new Shape(1);
        }

        var dims = input.Dims.Skip(1).Select(d => d.Size ?? -1).ToArray();
        if (Inner == 1 && dims is [var width] && width == Features)
        {
            return new Shape(width);
        }

        return dims is [var channels, .. var positions] && positions.Length > 0 && channels == Features
            ? new Shape([channels, .. positions.Select(_ => 1)])
            : dims.All(d => d > 0) && dims.Aggregate(1, (p, d) => p * d) == Features * Inner
                ? new Shape(dims)
                : throw new ArgumentException($"The model's input {input} does not take samples with {Features} features of {Inner} elements.");
    }

    /// <summary>One number for each feature as a tensor of a shape, repeated where the shape has more elements.</summary>
    public static ModelTensor Spread(float[] values, Shape shape)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float32, shape);
        var elements = tensor.Values<float>();
        var inner = elements.Length / values.Length;
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = values[i / inner];
        }

        return tensor;
    }
}
