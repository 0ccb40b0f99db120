using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Samples as the engine stacks them.</summary>
internal static class Stacks
{
    /// <summary>The elements moved on by some places: another sample of the same kind.</summary>
    public static ModelTensor Turned(ModelTensor tensor, int by)
    {
        var turned = ModelTensor.Zeros(tensor.Type, tensor.Shape);
        var shift = by * tensor.Type.Size() % Math.Max(1, tensor.Bytes.Length);
        tensor.Bytes[shift..].CopyTo(turned.Bytes);
        tensor.Bytes[..shift].CopyTo(turned.Bytes[^shift..]);
        return turned;
    }

    /// <summary>Samples one behind another along axis 0.</summary>
    public static ModelTensor Of(ModelTensor[] samples)
    {
        var shape = samples[0].Shape;
        var stacked = ModelTensor.Zeros(samples[0].Type, shape.With(0, shape[0] * samples.Length));
        for (var s = 0; s < samples.Length; s++)
        {
            samples[s].Bytes.CopyTo(stacked.Bytes[(s * samples[s].Bytes.Length)..]);
        }

        return stacked;
    }
}
