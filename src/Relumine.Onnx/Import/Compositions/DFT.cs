using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The discrete Fourier transform along an axis, and its inverse; real numbers have one element on the last axis (ONNX DFT).</summary>
internal sealed class DFT : IComposition
{
    public string Type => "DFT";

    public int Since => 17;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var rank = node.Rank(0);
        var given =
            reader.Version < 20 ? reader.Int("axis", 1)
            : node.Has(2)
                ? node.ConstantOf(node[2])?.ToInt64()[0] ?? throw reader.Refuse("its axis depends on the data", "Export the model with a constant there.")
            : -2;
        var (isInverse, isOneSided) = (reader.Int("inverse", 0) != 0, reader.Int("onesided", 0) != 0);
        if (given < -rank || given >= rank - 1 || given == -1)
        {
            throw reader.Refuse($"its axis is {given}", $"An axis in front of the last of {rank} is needed.");
        }

        var axis = (int)(given < 0 ? given + rank : given);
        var size = Fourier.Size(node, node[0], axis);
        var toReal = isInverse && isOneSided;
        var length = node.Has(1) ? node.Node(new Reshape(), node.Node(new Cast(ElementType.Int64), node[1]), None(node))
            : toReal ? node.Node(new Mul(), node.Node(new Sub(), size, Scalar(node, 1)), Scalar(node, 2)) : size;
        var used = toReal ? Fourier.Half(node, length) : length;
        var x = node.Has(1) ? Fit(node, node[0], axis, size, used) : node[0];
        var (cos, sin) = Fourier.Matrices(node, used, isOneSided && !isInverse ? Fourier.Half(node, length) : length, length, x);
        var (real, imaginary) = Fourier.Parts(node, x, rank);

        // The axis goes to the end, where matrices multiply, and back.
        int[] swapped = [.. Enumerable.Range(0, rank - 1)];
        (swapped[axis], swapped[^1]) = (swapped[^1], swapped[axis]);
        string Swapped(string v) => axis == rank - 2 ? v : node.Node(new Transpose(swapped), v);
        string Times(string v, string matrix) => node.Node(new MatMul(), v, matrix);
        real = Swapped(real);
        imaginary = imaginary is null ? null : Swapped(imaginary);
        if (toReal)
        {
            var twice = Twice(node, used, length, x);
            real = node.Node(new Mul(), real, twice);
            imaginary = imaginary is null ? null : node.Node(new Mul(), imaginary, twice);
            var sum = imaginary is null ? Times(real, cos) : node.Node(new Sub(), Times(real, cos), Times(imaginary, sin));
            node.Result(0, new Unsqueeze(), Swapped(node.Node(new Div(), sum, node.Like(length, x))), node.Ints(rank - 1));
            return;
        }

        // e^(−it) forward, e^(it) back.
        var (re, im) = (Times(real, cos), Times(real, sin));
        im = isInverse ? im : node.Node(new Neg(), im);
        if (imaginary is not null)
        {
            var (other, crossed) = (Times(imaginary, cos), Times(imaginary, sin));
            re = node.Node(isInverse ? new Sub() : new Add(), re, crossed);
            im = node.Node(new Add(), im, other);
        }

        string Scaled(string v) => isInverse ? node.Node(new Div(), v, node.Like(length, x)) : v;
        node.Result(0, Fourier.Join(node, Swapped(Scaled(re)), Swapped(Scaled(im)), rank - 1));
    }

    // Cut off behind the length, or continued with zeros up to it.
    private static string Fit(Composer node, string x, int axis, string size, string length)
    {
        string Vector(string scalar) => node.Unsqueeze(scalar, 0);
        var cut = node.Node(new Slice(), x, node.Ints(0), Vector(length), node.Ints(axis));
        var missing = node.Node(new Max(), node.Node(new Sub(), length, size), Scalar(node, 0));
        return node.Node(new Pad(), cut, node.Node(new Concat(), node.Ints(0), Vector(missing)), node.Number(0, x), node.Ints(axis));
    }

    // Bins that stand for their mirror image too count twice.
    private static string Twice(Composer node, string bins, string length, string like)
    {
        var bin = Fourier.UpTo(node, bins);
        Op equal = new Equal();
        var isAlone = node.Node(
            new Or(), node.Node(equal, bin, Scalar(node, 0)), node.Node(equal, node.Node(new Mul(), bin, Scalar(node, 2)), length));
        return node.Node(new Where(), isAlone, node.Number(1, like), node.Number(2, like));
    }

    private static string Scalar(Composer node, long value) => node.Constant(ModelTensor.Scalar(value));

    private static string None(Composer node) => node.Constant(ModelTensor.Zeros(ElementType.Int64, new Shape(0)));
}
