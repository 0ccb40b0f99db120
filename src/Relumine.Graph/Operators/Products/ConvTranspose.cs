using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Products;

/// <summary>
/// Transposed convolution of x [N, C, D₁ …] with weights [C, M/groups, k₁ …], plus a bias [M] if given: what a convolution with these
/// weights does to gradients, so that every element of x spreads over a window (ONNX ConvTranspose; Zeiler et al. 2010, CVPR).
/// </summary>
/// <param name="KernelShape">The number of taps along each dimension; empty for that of the weights.</param>
/// <param name="Strides">The distance of neighbouring windows; empty for 1.</param>
/// <param name="Pads">What is cut off in front of each dimension, then behind each; empty for 0.</param>
/// <param name="Dilations">The distance of neighbouring taps; empty for 1.</param>
/// <param name="AutoPad">How the border is decided if it is not given.</param>
/// <param name="Groups">Into how many groups the channels fall that have nothing to do with each other.</param>
/// <param name="OutputPadding">What is added behind each dimension of the result; empty for 0.</param>
/// <param name="OutputShape">The dimensions of the result, from which the border follows; empty if it is given.</param>
public sealed record ConvTranspose(
    ValueArray<int> KernelShape = default, ValueArray<int> Strides = default, ValueArray<int> Pads = default, ValueArray<int> Dilations = default,
    AutoPad AutoPad = AutoPad.NotSet, int Groups = 1, ValueArray<int> OutputPadding = default, ValueArray<int> OutputShape = default)
    : WindowOp(KernelShape, Strides, Pads, Dilations, AutoPad), IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "ConvTranspose";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => (ConvTranspose)base.Read(reader) with
    {
        Groups = reader.Axis("group", 1),
        OutputPadding = reader.Narrow("output_padding", reader.Ints("output_padding") ?? []),
        OutputShape = reader.Narrow("output_shape", reader.Ints("output_shape") ?? []),
    };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        base.Write(writer);
        if (Groups != 1)
        {
            writer.Int("group", Groups);
        }

        if (OutputPadding.Count > 0)
        {
            writer.Ints("output_padding", [.. OutputPadding.Select(p => (long)p)]);
        }

        if (OutputShape.Count > 0)
        {
            writer.Ints("output_shape", [.. OutputShape.Select(d => (long)d)]);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (shape, weights) = (context.Need(0, Kinds.Float).Shape, context.NeedLikeFirst(1).Shape);
        var rank = shape.Rank - 2;
        if (weights.Rank != shape.Rank || rank is < 1 or > Window.MostDimensions)
        {
            throw context.Fail($"x and the weights must have the same number of dimensions, 3 to {Window.MostDimensions + 2}");
        }

        if (KernelShape.Count > 0 && !KernelShape.Span.SequenceEqual(weights.Dims[2..]))
        {
            throw context.Fail($"kernel_shape {KernelShape} is not that of the weights");
        }

        if (Groups < 1 || shape[1] != weights[0] || weights[0] % Groups != 0 || weights[1] == 0)
        {
            throw context.Fail($"{shape[1]} channels in {Groups} groups do not fit the weights");
        }

        foreach (var (name, values, count) in new[]
        {
            ("strides", Strides, rank), ("dilations", Dilations, rank), ("pads", Pads, 2 * rank), ("output_padding", OutputPadding, rank),
            ("output_shape", OutputShape, rank),
        })
        {
            if (values.Count > 0 && (values.Count != count || values.Any(v => v < (name is "strides" or "dilations" ? 1 : 0))))
            {
                throw context.Fail($"{name} {values} must be {count} numbers in range");
            }
        }

        if (context.HasInput(2) && context.NeedLikeFirst(2).Shape.ElementCount != (long)weights[1] * Groups)
        {
            throw context.Fail($"the bias must have {(long)weights[1] * Groups} elements, one for each unit");
        }

        long[] dims = [shape[0], (long)weights[1] * Groups, .. Enumerable.Range(0, rank).Select(d => Border(shape, weights.Dims[2..], d).Size)];
        context.Output(0, context.Input(0).Type, dims.Skip(2).All(d => d > 0) ? context.Possible(dims)
            : throw context.Fail("the border leaves nothing of the result"));
    }

    /// <inheritdoc/>
    public override bool MakesUnits => true;

    internal override double Work(Node node, IShapes shapes) =>
        shapes.ForEach(node.Inputs[0], shapes.Along(node.Inputs[1], 0));

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input switch { 0 => InputRole.Data, 1 => InputRole.Weight, _ => InputRole.Bias };

    internal override MadeUnits? UnitsMade(Node node, IShapes shapes) => new(1, true);

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 ? axis == 0 ? 0 : null : input == 1 ? axis == 1 && Groups == 1 ? 1 : null : Groups == 1 ? 1 : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        Groups == 1 ? ProductCarrier.For(node, shapes) : new Refusal("is a transposed convolution in groups");

    // Windows overlap differently at different places, so what is constant in front of it is not constant behind it.
    internal override Product? AsProduct(Node node, IShapes shapes) =>
        Groups != 1 || shapes.Varies(node.Inputs[1]) || !shapes.Varies(node.Inputs[0]) ? null
        : new Product(node, 0, 1, 1, 0, 1, 1) { BiasForm = BiasForm.Vector, IsPadded = true };

    internal override Interval? Bounds(BoundsContext context)
    {
        var weights = context.ShapeOf(1);
        var terms = weights[0] / Groups * (double)weights.Product(2, weights.Rank);
        var sum = (context[0] * context[1]).Hull(Interval.Point(0)) * Interval.Point(terms);
        return context.Rounded(context.Has(2) ? sum + context[2] : sum, 8 + ((terms + 2.0) * (terms + 2)));
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, w, y) = (context.Input(0), context.Input(1), context.Output(0));
        var window = WindowOver(x.Shape, w.Shape, y.Shape);
        var (channels, units) = (x.Shape[1] / Groups, y.Shape[1] / Groups);
        var (depth, places) = (units * window.Taps, window.OutputSize);
        var columns = context.Scratch<T>(depth * places);
        for (var block = 0; block < x.Shape[0] * Groups; block++)
        {
            var input = x.Values<T>().Slice(block * channels * places, channels * places);
            var weights = w.Values<T>().Slice(block % Groups * channels * depth, channels * depth);
            MatrixProducts.Run<T>(context, 1, weights, true, input, false, columns, depth, places, channels);
            ConvolutionGradient.Fold<T>(columns, y.Values<T>().Slice(block * units * window.InputSize, units * window.InputSize), window);
        }

        if (context.HasInput(2))
        {
            Convolution.AddBias<T>(context.Input(2).Values<T>(), y.Values<T>(), window.InputSize);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var window = WindowOver(context.Input(0).Shape, context.Input(1).Shape, context.OutputGradient(0).Shape);
        TransposedGradient.Run<T>(context, window, Groups);
    }

    // The window of the convolution that this is the transpose of: its input is the result here.
    private Window WindowOver(Shape shape, Shape weights, Shape result)
    {
        var window = new Window { Rank = shape.Rank - 2 };
        for (var d = 0; d < window.Rank; d++)
        {
            window.Input[d] = result[d + 2];
            window.Output[d] = shape[d + 2];
            window.Kernel[d] = weights[d + 2];
            window.Stride[d] = Strides.Count > 0 ? Strides[d] : 1;
            window.Dilation[d] = Dilations.Count > 0 ? Dilations[d] : 1;
            window.Before[d] = (int)Border(shape, weights.Dims[2..], d).Before;
        }

        return window;
    }

    // The size of the result along a dimension, and what is cut off in front of it.
    private (long Size, long Before) Border(Shape shape, ReadOnlySpan<int> kernel, int d)
    {
        var (stride, dilation) = (Strides.Count > 0 ? Strides[d] : 1L, Dilations.Count > 0 ? Dilations[d] : 1L);
        var whole = stride * (shape[d + 2] - 1L) + (OutputPadding.Count > 0 ? OutputPadding[d] : 0) + (kernel[d] - 1L) * dilation + 1;
        var isSame = AutoPad is AutoPad.SameUpper or AutoPad.SameLower;
        if (OutputShape.Count == 0 && !isSame)
        {
            var (before, behind) = AutoPad == AutoPad.NotSet && Pads.Count > 0 ? (Pads[d], Pads[d + shape.Rank - 2]) : (0, 0);
            return (whole - before - behind, before);
        }

        var size = OutputShape.Count > 0 ? OutputShape[d] : shape[d + 2] * stride;
        var border = Math.Max(0, whole - size);
        return (size, AutoPad == AutoPad.SameUpper ? border / 2 : border - border / 2);
    }
}
