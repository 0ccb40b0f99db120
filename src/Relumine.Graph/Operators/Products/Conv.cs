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
/// Convolution (strictly: correlation) of x [N, C, D₁ …] with weights [M, C/groups, k₁ …], plus a bias [M] if given
/// (ONNX Conv; LeCun et al. 1989, Neural Computation 1(4)).
/// </summary>
/// <param name="KernelShape">The number of taps along each dimension; empty for that of the weights.</param>
/// <param name="Strides">The distance of neighbouring windows; empty for 1.</param>
/// <param name="Pads">What is added in front of each dimension, then behind each; empty for 0.</param>
/// <param name="Dilations">The distance of neighbouring taps; empty for 1.</param>
/// <param name="AutoPad">How the border is decided if it is not given.</param>
/// <param name="Groups">Into how many groups the channels fall that have nothing to do with each other.</param>
public sealed record Conv(
    ValueArray<int> KernelShape = default, ValueArray<int> Strides = default, ValueArray<int> Pads = default, ValueArray<int> Dilations = default,
    AutoPad AutoPad = AutoPad.NotSet, int Groups = 1) : WindowOp(KernelShape, Strides, Pads, Dilations, AutoPad),
    IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Conv";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => (Conv)base.Read(reader) with { Groups = reader.Axis("group", 1) };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        base.Write(writer);
        if (Groups != 1)
        {
            writer.Int("group", Groups);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (shape, weights) = (context.Need(0, Kinds.Float).Shape, context.NeedLikeFirst(1).Shape);
        if (weights.Rank != shape.Rank || weights.Rank < 3)
        {
            throw context.Fail("x and the weights must have the same number of dimensions, at least 3");
        }

        if (KernelShape.Count > 0 && !KernelShape.Span.SequenceEqual(weights.Dims[2..]))
        {
            throw context.Fail($"kernel_shape {KernelShape} is not that of the weights");
        }

        if (Groups < 1 || shape[1] != (long)weights[1] * Groups || weights[0] % Groups != 0 || weights[0] == 0)
        {
            throw context.Fail($"{shape[1]} channels in {Groups} groups do not fit the weights");
        }

        if (context.HasInput(2) && !context.NeedLikeFirst(2).Shape.Equals(new Shape(weights[0])))
        {
            throw context.Fail($"the bias must have {weights[0]} elements, one for each unit");
        }

        var window = CheckedWindow(context, weights.Dims[2..]);
        context.Output(0, context.Input(0).Type, Slid(shape, weights[0], window));
    }

    /// <inheritdoc/>
    public override bool MakesUnits => true;

    internal override double Work(Node node, IShapes shapes) =>
        shapes.ForEach(node.Outputs[0], shapes.Along(node.Inputs[1], 0));

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input switch { 0 => InputRole.Data, 1 => InputRole.Weight, _ => InputRole.Bias };

    internal override MadeUnits? UnitsMade(Node node, IShapes shapes) => new(1, true);

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis > 0 ? null : input == 0 ? 0 : Groups == 1 ? 1 : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        Groups == 1 ? ProductCarrier.For(node, shapes) : IsDepthwise(node, shapes) ? new DepthwiseCarrier() : new Refusal("is a convolution in groups");

    internal override Product? AsProduct(Node node, IShapes shapes) =>
        Groups != 1 || shapes.Varies(node.Inputs[1]) || !shapes.Varies(node.Inputs[0]) ? null
        : new Product(node, 0, 1, 1, 1, 0, 1) { BiasForm = BiasForm.Vector, IsPadded = IsPadded };

    internal override Interval? Bounds(BoundsContext context)
    {
        var terms = context.ShapeOf(1).Product(1, context.ShapeOf(1).Rank);
        var sum = (context[0] * context[1]).Hull(Interval.Point(0)) * Interval.Point(terms);
        return context.Rounded(context.Has(2) ? sum + context[2] : sum, 8 + ((terms + 2.0) * (terms + 2)));
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var window = WindowOver(context.Input(0).Shape, context.Input(1).Shape.Dims[2..]);
        Convolution.Run<T>(context, window, Groups);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var window = WindowOver(context.Input(0).Shape, context.Input(1).Shape.Dims[2..]);
        ConvolutionGradient.Run<T>(context, window, Groups);
    }

    private bool IsPadded => Pads.Any(p => p > 0) || AutoPad is AutoPad.SameUpper or AutoPad.SameLower;

    // Every channel has one unit of its own.
    private bool IsDepthwise(Node node, IShapes shapes) =>
        shapes.Varies(node.Inputs[0]) && shapes[node.Inputs[0]].Shape[1] == Groups && shapes[node.Outputs[0]].Shape[1] == Groups;
}
