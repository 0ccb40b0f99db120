using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// Fourier transforms as products with matrices of cosines and sines, so that they have gradients and bounds like every layer. A plan
/// computes the matrices once, from shapes.
/// </summary>
internal static class Fourier
{
    /// <summary>cos and sin of 2π·i·k/period, as two matrices [rows, columns].</summary>
    /// <param name="node">The node that is read.</param>
    /// <param name="rows">The number of rows, int64, one number.</param>
    /// <param name="columns">The number of columns, int64, one number.</param>
    /// <param name="period">The period, int64, one number.</param>
    /// <param name="like">A value of the type of the result.</param>
    public static (string Cos, string Sin) Matrices(Composer node, string rows, string columns, string period, string like)
    {
        var places = node.Node(new Mul(), node.Unsqueeze(UpTo(node, rows), 1), UpTo(node, columns));
        string Double(string x) => node.Node(new Cast(ElementType.Float64), x);

        // The remainder first, so that large places lose no digits.
        var turns = node.Node(new Div(), Double(node.Node(new Mod(), places, period)), Double(period));
        var angle = node.Node(new Mul(), turns, node.Constant(ModelTensor.Scalar(2 * Math.PI)));
        return (node.Node(new Cast(node.TypeOf(like)), node.Node(new Cos(), angle)), node.Node(new Cast(node.TypeOf(like)), node.Node(new Sin(), angle)));
    }

    /// <summary>0, 1, … below a number.</summary>
    public static string UpTo(Composer node, string count) =>
        node.Node(new Graph.Operators.Indexing.Range(), node.Constant(ModelTensor.Scalar(0L)), count, node.Constant(ModelTensor.Scalar(1L)));

    /// <summary>The number of bins that tell all of a real signal: half of the length and one.</summary>
    public static string Half(Composer node, string length) =>
        node.Node(new Add(), node.Node(new Div(), length, node.Constant(ModelTensor.Scalar(2L))), node.Constant(ModelTensor.Scalar(1L)));

    /// <summary>The size of an axis as one number.</summary>
    public static string Size(Composer node, string x, int axis) => node.Node(new Squeeze(), node.Node(new ShapeOf(axis, axis + 1), x), node.Ints(0));

    /// <summary>The real parts and the imaginary ones, which the last axis of a value has: null where it has one element.</summary>
    public static (string Real, string? Imaginary) Parts(Composer node, string x, int rank)
    {
        var last = rank - 1;
        string Part(long i) => node.Node(new Squeeze(), node.Node(new Slice(), x, node.Ints(i), node.Ints(i + 1), node.Ints(last)), node.Ints(last));
        return node.ShapeOf(x) is { } shape && shape[last] == 1 ? (node.Node(new Squeeze(), x, node.Ints(last)), null) : (Part(0), Part(1));
    }

    /// <summary>Both parts side by side on a new last axis.</summary>
    public static string Join(Composer node, string real, string imaginary, int axis) =>
        node.Node(new Concat(axis), node.Unsqueeze(real, axis), node.Unsqueeze(imaginary, axis));
}
