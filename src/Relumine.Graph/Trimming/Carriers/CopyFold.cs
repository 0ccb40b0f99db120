using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Adds the weights with which a product reads copies of a unit to those with which it reads the unit: Σ w·a over both is one term.</summary>
internal static class CopyFold
{
    /// <summary>The weights with what copies add; the same ones if the product reads none that goes.</summary>
    public static ModelTensor Apply(Product product, ModelTensor weights, ITrimEdit edit)
    {
        var copies = edit.CopiesIn(product.DataName);
        if (copies.Count == 0)
        {
            return weights;
        }

        var sum = ModelTensor.Zeros(weights.Type, weights.Shape);
        weights.Bytes.CopyTo(sum.Bytes);
        var (outer, length) = (weights.Shape.Product(0, product.InnerAxis), weights.Shape[product.InnerAxis]);
        var inner = weights.Shape.Product(product.InnerAxis + 1, weights.Shape.Rank);

        // All copies of one unit at once, so that the sum is rounded once.
        foreach (var group in copies.GroupBy(c => c.Of))
        {
            for (var i = 0; i < outer * inner; i++)
            {
                int At(int place) => (((i / inner * length) + place) * inner) + (i % inner);
                sum.SetNumber(At(group.Key), weights.NumberAt(At(group.Key)) + group.Sum(c => c.Factor * weights.NumberAt(At(c.Unit))));
            }
        }

        return sum;
    }
}
