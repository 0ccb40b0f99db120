using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>Rows of indices that point into a tensor.</summary>
internal static class Places
{
    /// <summary>The number of the slice that row <paramref name="row"/> of the indices points at, among those of the axes that it has indices for.</summary>
    /// <param name="indices">The indices; the last axis holds those of one slice.</param>
    /// <param name="row">Which row.</param>
    /// <param name="depth">The number of indices in a row.</param>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="first">The axis that the first index is for.</param>
    public static int Of(ModelTensor indices, int row, int depth, Shape shape, int first)
    {
        var place = 0;
        for (var i = 0; i < depth; i++)
        {
            place = place * shape[first + i] + indices.IndexAt(row * depth + i, shape[first + i]);
        }

        return place;
    }
}
