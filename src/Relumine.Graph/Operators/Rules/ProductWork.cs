using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Rules;

/// <summary>How many multiply-adds operators with weights take for one sample.</summary>
internal static class ProductWork
{
    /// <summary>So many for each element of a value.</summary>
    public static double ForEach(this IShapes shapes, string value, double each) => shapes[value].Shape.ElementCount * Math.Max(1, each);

    /// <summary>The elements of a tensor for each place of an axis; what a unit's weights are.</summary>
    public static double Along(this IShapes shapes, string value, int axis)
    {
        Shape shape = shapes[value].Shape;
        return shape.Rank == 0 || shape[axis] == 0 ? shape.ElementCount : (double)shape.ElementCount / shape[axis];
    }
}
