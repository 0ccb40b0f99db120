using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>An operator that points at an element along an axis (ONNX ArgMax, ArgMin).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="KeepDims">Whether the dimension stays, with size 1.</param>
/// <param name="SelectLastIndex">Whether the last of equal elements is taken.</param>
public abstract record SelectingOp(int Axis, bool KeepDims, bool SelectLastIndex) : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => SelectLastIndex ? 12 : Axis < 0 ? 11 : 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => this with
    {
        Axis = reader.Axis("axis", 0),
        KeepDims = reader.Flag("keepdims", true),
        SelectLastIndex = reader.Flag("select_last_index"),
    };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != 0)
        {
            writer.Int("axis", Axis);
        }

        if (!KeepDims)
        {
            writer.Int("keepdims", 0);
        }

        if (SelectLastIndex)
        {
            writer.Int("select_last_index", 1);
        }
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && InferenceRules.Axis(Axis, shapes[node.Inputs[0]].Shape.Rank) is var along && along != axis
            ? axis - (KeepDims || axis < along ? 0 : 1) : null;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var shape = context.Need(0, Kinds.Number).Shape;
        var axis = context.Axis(Axis, shape.Rank);
        if (shape[axis] == 0)
        {
            throw context.Fail($"there is nothing to choose from along axis {axis}");
        }

        var kept = shape.With(axis, 1);
        context.Output(0, ElementType.Int64, KeepDims ? kept : new Shape([.. kept.Dims[..axis], .. kept.Dims[(axis + 1)..]]));
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksAxis(Axis);
}
