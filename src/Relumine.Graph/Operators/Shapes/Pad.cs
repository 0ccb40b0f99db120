using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>
/// The tensor with a border added, or cut off where the width is negative (ONNX Pad; inputs: data, widths before and
/// behind for each axis, the value of the border, the axes).
/// </summary>
/// <param name="Mode">What the border holds: constant, reflect, edge or wrap.</param>
public sealed record Pad(PadMode Mode = PadMode.Constant) : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Pad";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 4);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Mode == PadMode.Wrap ? 19 : inputs.Count > 3 ? 18 : 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Version < 11)
        {
            reader.Lift(1, ModelTensor.Vector<long>(reader.Ints(reader.Version < 2 ? "paddings" : "pads") ?? []));
            if (reader.Float("value", 0) is var value && value != 0)
            {
                reader.Lift(2, ModelTensor.Scalar(value));
            }
        }

        return reader.Text("mode", "constant") switch
        {
            "constant" => new Pad(),
            "reflect" => new Pad(PadMode.Reflect),
            "edge" => new Pad(PadMode.Edge),
            "wrap" => new Pad(PadMode.Wrap),
            var mode => throw reader.Refuse($"its mode is '{mode}'", "Known are constant, reflect, edge and wrap."),
        };
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Mode != PadMode.Constant)
        {
            writer.Text("mode", Mode.ToString().ToLowerInvariant());
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        context.Need(1, Kinds.Integer);
        var pads = context.NeedConstant(1, "the widths");
        var axes = context.HasInput(3) ? context.NeedConstant(3, "the axes") : null;
        var count = axes?.Length ?? shape.Rank;
        if (axes is not null)
        {
            AxisSet.Of(context, 3, shape.Rank);
        }

        if (pads.Length != 2 * count)
        {
            throw context.Fail($"{2 * count} widths are needed, two for each axis, but {pads.Length} are given");
        }

        if (context.HasInput(2) && (context.Input(2).Type != type || context.Input(2).Shape.ElementCount != 1))
        {
            throw context.Fail("the value of the border must be one element of the input's type");
        }

        var dims = new long[shape.Rank];
        for (var d = 0; d < dims.Length; d++)
        {
            var (before, behind) = Widths(pads, axes, d, shape.Rank);
            dims[d] = before is > int.MinValue and < int.MaxValue && behind is > int.MinValue and < int.MaxValue
                ? shape[d] + before + behind
                : throw context.Fail($"the widths {before} and {behind} along axis {d} are impossible");
            if (Mode != PadMode.Constant && shape[d] == 0 && dims[d] > 0)
            {
                throw context.Fail($"axis {d} has no elements that a border could repeat");
            }
        }

        context.Output(0, type, context.Possible(dims));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input is 0 or 2 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && !HasAxes(node) && shapes.Constant(node.Inputs[1]) is { } pads && pads.Length / 2 is var rank
            && pads.IntegerAt(axis) == 0 && pads.IntegerAt(axis + rank) == 0 ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier(HasAxes(node) ? "adds borders along axes that are given apart" : "adds units");

    internal override Interval? Bounds(BoundsContext context) =>
        Mode == PadMode.Constant ? context[0].Hull(context.Has(2) ? context[2] : Interval.Point(0)) : context[0];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Bordering.Run(context, Mode, context.Input(1), context.HasInput(3) ? context.Input(3) : null);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1) | BackwardNeeds.Input(3);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.OnlyVaries(0) && context.Input(0).Rank > 0 && context.Constant(1) is { } pads
        && (!context.HasInput(3) || context.Constant(3) is not null) && Widths(pads, context.Constant(3), 0, context.Input(0).Rank) == (0, 0);

    /// <summary>The widths before and behind along an axis.</summary>
    internal static (long Before, long Behind) Widths(ModelTensor pads, ModelTensor? axes, int axis, int rank)
    {
        var count = pads.Length / 2;
        for (var i = 0; i < count; i++)
        {
            if (InferenceRules.Axis(axes?.IntegerAt(i) ?? i, rank) == axis)
            {
                return (pads.IntegerAt(i), pads.IntegerAt(count + i));
            }
        }

        return (0, 0);
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) =>
        Bordering.Back<T>(context, Mode, context.Input(1), context.HasInput(3) ? context.Input(3) : null);

    private static bool HasAxes(Node node) => node.Inputs.Count > 3 && node.Inputs[3].Length > 0;
}
