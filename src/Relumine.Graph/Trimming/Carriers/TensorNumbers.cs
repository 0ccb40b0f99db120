using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>What trimming does to tensors.</summary>
internal static class TensorNumbers
{
    /// <summary>The slices along an axis that stay, in order.</summary>
    public static ModelTensor Keep(this ModelTensor tensor, int axis, int[] kept)
    {
        var (shape, size) = (tensor.Shape, tensor.Type.Size());
        var result = ModelTensor.Zeros(tensor.Type, shape.With(axis, kept.Length));
        var (outer, inner) = (shape.Product(0, axis), shape.Product(axis + 1, shape.Rank) * size);
        for (var o = 0; o < outer; o++)
        {
            for (var k = 0; k < kept.Length; k++)
            {
                tensor.Bytes.Slice(((o * shape[axis]) + kept[k]) * inner, inner).CopyTo(result.Bytes[(((o * kept.Length) + k) * inner)..]);
            }
        }

        return result;
    }
}
