using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>Running sums along the axis that input 1 gives (ONNX CumSum).</summary>
/// <param name="Exclusive">Whether a sum leaves out the element at its own place.</param>
/// <param name="Reverse">Whether sums run from the end.</param>
public sealed record CumSum(bool Exclusive = false, bool Reverse = false) : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "CumSum";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new CumSum(reader.Flag("exclusive"), reader.Flag("reverse"));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Exclusive)
        {
            writer.Int("exclusive", 1);
        }

        if (Reverse)
        {
            writer.Int("reverse", 1);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Number);
        if (context.Need(1, Kinds.Integer).Shape.ElementCount != 1)
        {
            throw context.Fail("the axis is not a single number");
        }

        context.Axis(context.NeedConstant(1, "the axis").IntegerAt(0), shape.Rank);
        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && shapes.Constant(node.Inputs[1]) is { } along
        && InferenceRules.Axis(along.IntegerAt(0), shapes[node.Inputs[0]].Shape.Rank) != axis ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("sums along the axis of the units");

    // Of one element up to all of an axis, summed up in the type itself; none if exclusive.
    internal override Interval? Bounds(BoundsContext context)
    {
        var axis = context.Constant(1) is { } along ? InferenceRules.Axis(along.IntegerAt(0), context.ShapeOf(0).Rank) : -1;
        double most = axis < 0 ? context.ShapeOf(0).ElementCount : context.ShapeOf(0)[axis];
        return context.Rounded((context[0] * Interval.Point(most)).Hull(Exclusive ? Interval.Point(0) : context[0]), most * most);
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        switch (x.Type)
        {
            case ElementType.Float32:
                Run<float>(x.Shape, context.Input(1), Reverse, x.Values<float>(), y.Values<float>());
                break;
            case ElementType.Float64:
                Run<double>(x.Shape, context.Input(1), Reverse, x.Values<double>(), y.Values<double>());
                break;
            case ElementType.Int64:
                Run<long>(x.Shape, context.Input(1), Reverse, x.Values<long>(), y.Values<long>());
                break;
            default:
                Run<int>(x.Shape, context.Input(1), Reverse, x.Values<int>(), y.Values<int>());
                break;
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.Constant(1) is { } axis && context.StacksAxis(axis.IntegerAt(0));

    private void Run<T>(Shape shape, ModelTensor along, bool reverse, ReadOnlySpan<T> x, Span<T> y) where T : INumber<T>
    {
        var axis = InferenceRules.Axis(along.IntegerAt(0), shape.Rank);
        var (length, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        for (var line = 0; length > 0 && line < x.Length / length; line++)
        {
            var at = line / inner * inner * length + line % inner + (reverse ? (length - 1) * inner : 0);
            var sum = T.Zero;
            for (var i = 0; i < length; i++, at += reverse ? -inner : inner)
            {
                var before = sum;
                sum += x[at];
                y[at] = Exclusive ? before : sum;
            }
        }
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) =>
        Run(context.InputGradient(0).Shape, context.Input(1), !Reverse, context.Upstream<T>(), context.InputGradient(0).Values<T>());
}
