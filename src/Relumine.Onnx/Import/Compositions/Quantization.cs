using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// Quantized numbers as what they mean, (q − zero)·scale, and numbers as quantized ones (Jacob et al. 2018, CVPR). Scales and zeros are
/// single numbers, or one for each place of an axis, or one for each block of places.
/// </summary>
internal static class Quantization
{
    /// <summary>q − zero as floating-point numbers, before the scale.</summary>
    /// <param name="node">The node that is read.</param>
    /// <param name="q">The quantized numbers.</param>
    /// <param name="zero">Their zero, aligned; empty for 0.</param>
    /// <param name="like">A value of the type of the result.</param>
    public static string Centred(Composer node, string q, string zero, string like) =>
        node.Like(zero.Length == 0 ? q : node.Node(new Sub(), q, zero), like);

    /// <summary>A scale or zero with its axes where the numbers have them: as it is if it is one number.</summary>
    /// <param name="node">The node that is read.</param>
    /// <param name="parameter">The scale or zero.</param>
    /// <param name="axis">The axis of the numbers that it is for; negative ones count from the end.</param>
    /// <param name="rank">The number of dimensions of the numbers.</param>
    public static string Along(Composer node, string parameter, long axis, int? rank)
    {
        if (parameter.Length == 0 || node.ShapeOf(parameter) is not { Rank: 1 } shape)
        {
            return parameter;
        }

        if (shape[0] == 1)
        {
            // One number, whatever the axis.
            return node.Node(new Reshape(), parameter, node.Constant(ModelTensor.Zeros(ElementType.Int64, new Shape(0))));
        }

        var dims = rank ?? throw node.Reader.Refuse("its numbers have an unknown number of dimensions", "Export the model with shapes.");
        var behind = dims - 1 - (axis < 0 ? axis + dims : axis);
        return behind <= 0 ? parameter : node.Unsqueeze(parameter, [.. Enumerable.Range(1, (int)behind).Select(a => (long)a)]);
    }

    /// <summary>A scale or zero for each place, of one for each block of <paramref name="block"/> places along an axis.</summary>
    public static string Spread(Composer node, string parameter, long axis, long block, Shape numbers)
    {
        if (parameter.Length == 0)
        {
            return parameter;
        }

        var along = (int)(axis < 0 ? axis + numbers.Rank : axis);
        return node.Node(new Gather(along), parameter, node.Ints([.. Enumerable.Range(0, numbers[along]).Select(i => i / block)]));
    }

    /// <summary>
    /// Sums of products, quantized: cut off at their zero if it is the smallest number there is, which is how programs that quantize
    /// write a rectifier, and so is one here.
    /// </summary>
    /// <param name="node">The node that is read.</param>
    /// <param name="output">Which output of it this is.</param>
    /// <param name="x">The numbers.</param>
    /// <param name="scale">Their scale, aligned.</param>
    /// <param name="zero">The zero, aligned; empty for 0.</param>
    /// <param name="type">The type of the quantized numbers.</param>
    /// <param name="isSum">Whether they are sums of products, which a rectifier may follow.</param>
    public static void Quantize(Composer node, int output, string x, string scale, string zero, NarrowType type, bool isSum)
    {
        var least = isSum && zero.Length > 0 && node.ConstantOf(zero) is { } constant && constant.ToInt64().All(z => z == type.Least());
        if (isSum && (least || (zero.Length == 0 && type.Least() == 0)))
        {
            x = node.Node(new Activate(ActivationCatalogue.Find("relu")!), x);
        }

        var rounded = node.Node(new Round(), node.Node(new Div(), x, scale));
        var shifted = zero.Length == 0 ? rounded : node.Node(new Add(), rounded, node.Like(zero, x));
        var cut = node.Node(new Clip(), shifted, node.Number(type.Least(), x), node.Number(type.Most(), x));
        node.Result(output, node.Node(new Cast(type.Holder()), cut), type);
    }

    /// <summary>Whether a value is made of sums of products, perhaps with something added: what a rectifier usually follows.</summary>
    public static bool IsSum(Composer node, string value) => node.MakerOf(value) is Conv or ConvTranspose or Gemm or MatMul or Add;

    /// <summary>The type of quantized numbers that a zero is of; unsigned bytes without one.</summary>
    public static NarrowType TypeOf(Composer node, int zero) =>
        !node.Has(zero) ? NarrowType.UInt8
        : node.NarrowOf(node[zero])
            ?? throw node.Reader.Refuse("the type of its zero is none of 2 to 16 bits", "Export the model with int8 or uint8.");
}
