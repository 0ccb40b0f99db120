using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>An operator that sums up a tensor over axes, given as input 1; without them over all (ONNX Reduce…).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public abstract record ReducingOp(bool KeepDims, bool NoopWithEmptyAxes) : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) =>
        (inputs.Count > 1 && inputs[1] is not null) || NoopWithEmptyAxes ? AxesAreInputSince : 1;

    /// <summary>The opset that made the axes an input.</summary>
    private protected virtual int AxesAreInputSince => 18;

    /// <summary>The types that the input may have.</summary>
    private protected virtual Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        reader.LiftAxes(AxesAreInputSince);
        return this with { KeepDims = reader.Flag("keepdims", true), NoopWithEmptyAxes = reader.Flag("noop_with_empty_axes") };
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (!KeepDims)
        {
            writer.Int("keepdims", 0);
        }

        if (NoopWithEmptyAxes)
        {
            writer.Int("noop_with_empty_axes", 1);
        }
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && AxesOf(node, shapes) is var axes && !axes.Contains(axis)
            ? axis - (KeepDims ? 0 : Enumerable.Range(0, axis).Count(axes.Contains)) : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier(node.Inputs.Count < 2 || shapes.Constant(node.Inputs[1]) is not { Length: > 0 }
            ? "reduces over the axis of the units, too" : "reduces over the axis of the units");

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Accepts);
        var axes = context.HasInput(1) && context.NeedConstant(1, "the axes").Length > 0 ? AxisSet.Of(context, 1, shape.Rank) : Default;
        var dims = new List<int>();
        for (var d = 0; d < shape.Rank; d++)
        {
            if (!axes.Contains(d))
            {
                dims.Add(shape[d]);
            }
            else if (KeepDims)
            {
                dims.Add(1);
            }
        }

        context.Output(0, type, new Shape([.. dims]));
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context)
    {
        if (!context.OnlyVaries(0) || context.Input(0).Rank == 0 || context.Output(0).Rank == 0)
        {
            return false;
        }

        var axes = context.Constant(1) is { Length: > 0 } given ? AxisSet.Of(given, context.Input(0).Rank) : Default;
        return (!context.HasInput(1) || context.Constant(1) is not null) && !axes.Contains(0);
    }

    /// <summary>The axes when the operator runs.</summary>
    private protected AxisSet Axes(ForwardContext context) =>
        context.HasInput(1) && context.Input(1).Length > 0 ? AxisSet.Of(context.Input(1), context.Input(0).Shape.Rank) : Default;

    /// <summary>The axes when the gradient is computed.</summary>
    private protected AxisSet Axes(BackwardContext context) =>
        context.HasInput(1) && context.Input(1).Length > 0 ? AxisSet.Of(context.Input(1), context.Input(0).Shape.Rank) : Default;

    private AxisSet AxesOf(Node node, IShapes shapes) =>
        node.Inputs.Count > 1 && shapes.Constant(node.Inputs[1]) is { Length: > 0 } given ? AxisSet.Of(given, shapes[node.Inputs[0]].Shape.Rank) : Default;

    private AxisSet Default => NoopWithEmptyAxes ? default : AxisSet.All;
}
