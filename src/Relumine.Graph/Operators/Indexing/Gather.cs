using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>Slices of the data along an axis, chosen by indices, where −1 is the last (ONNX Gather).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Gather(int Axis = 0) : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Gather";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new Gather(reader.Axis("axis", 0));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != 0)
        {
            writer.Int("axis", Axis);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        var axis = context.Axis(Axis, shape.Rank);
        if (context.Constant(1) is { } indices)
        {
            // What is known beforehand is refused beforehand: a network that points behind one sample may still run over all of them.
            for (var i = 0; i < indices.Length; i++)
            {
                indices.IndexAt(i, shape[axis]);
            }
        }

        context.Output(0, type, new Shape([.. shape.Dims[..axis], .. context.Need(1, Kinds.Integer).Shape.Dims, .. shape.Dims[(axis + 1)..]]));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && InferenceRules.Axis(Axis, shapes[node.Inputs[0]].Shape.Rank) is var along && along != axis
            ? axis < along ? axis : axis + shapes[node.Inputs[1]].Shape.Rank - 1 : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("picks units by their places");

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, indices) = (context.Input(0), context.Input(1));
        var y = context.Output(0).Bytes;
        var axis = InferenceRules.Axis(Axis, x.Shape.Rank);
        var size = x.Shape[axis];
        var slice = x.Shape.Product(axis + 1, x.Shape.Rank) * x.Type.Size();
        var at = 0;
        for (var outer = 0; outer < x.Shape.Product(0, axis); outer++)
        {
            for (var i = 0; i < indices.Length; i++, at += slice)
            {
                x.Bytes.Slice((outer * size + indices.IndexAt(i, size)) * slice, slice).CopyTo(y[at..]);
            }
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.StacksAxis(Axis)
        || (context.OnlyVaries(1) && context.Input(1).Rank > 0 && (Axis == 0 || Axis == -context.Input(0).Rank));

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (dx, indices) = (context.InputGradient(0), context.Input(1));
        var axis = InferenceRules.Axis(Axis, dx.Shape.Rank);
        var (size, slice) = (dx.Shape[axis], dx.Shape.Product(axis + 1, dx.Shape.Rank));
        var g = context.Upstream<T>();
        var target = dx.Values<T>();
        target.Clear();
        var at = 0;
        for (var outer = 0; outer < dx.Shape.Product(0, axis); outer++)
        {
            for (var i = 0; i < indices.Length; i++, at += slice)
            {
                var row = target.Slice((outer * size + indices.IndexAt(i, size)) * slice, slice);
                TensorPrimitives.Add(row, g.Slice(at, slice), row);
            }
        }
    }
}
