using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>Tensors put one behind another along an axis (ONNX Concat).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Concat(int Axis = 0) : Op
{
    /// <inheritdoc/>
    public override string Type => "Concat";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Axis < 0 ? 11 : 4;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) =>
        reader.Has("axis") || reader.Version < 4
            ? new Concat(reader.Axis("axis", 1))
            : throw new GraphException(
                $"Concat '{reader.Name}' does not say along which axis; the attribute axis is required. The file is damaged; export it again."
            );

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => writer.Int("axis", Axis);

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        var axis = context.Axis(Axis, shape.Rank);
        long length = shape[axis];
        for (var i = 1; i < context.InputCount; i++)
        {
            var other = context.NeedLikeFirst(i).Shape;
            if (other.Rank != shape.Rank || !other.With(axis, shape[axis]).Equals(shape))
            {
                throw context.Fail($"inputs 0 and {i} differ in more than axis {axis}");
            }

            length += other[axis];
        }

        context.Output(
            0,
            type,
            context.Possible([.. shape.Dims[..axis].ToArray().Select(d => (long)d), length, .. shape.Dims[(axis + 1)..].ToArray().Select(d => (long)d)])
        );
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis == InferenceRules.Axis(Axis, shapes[node.Outputs[0]].Shape.Rank) ? null : axis;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        shapes[node.Outputs[0]] is var (type, shape) && type.IsFloat() ? new ConcatCarrier(InferenceRules.Axis(Axis, shape.Rank)) : null;

    internal override Interval? Bounds(BoundsContext context) => context.Fold((a, b) => a.Hull(b));

    internal override ValueRange Ranges(RangeContext context) => CarriedRange.Beside(context);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var y = context.Output(0);
        var axis = InferenceRules.Axis(Axis, y.Shape.Rank);
        var outer = y.Shape.Product(0, axis);
        var row = y.Shape.Product(axis, y.Shape.Rank);
        var at = 0;
        for (var i = 0; i < context.InputCount; i++)
        {
            var x = context.Input(i);
            var part = x.Shape.Product(axis, x.Shape.Rank);
            var nest = default(Nest);
            nest.Add(outer, part, row);
            nest.Add(part, 1, 1);
            Copying.Strided(x, y, ref nest, 0, at);
            at += part;
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        var g = context.OutputGradient(0);
        var axis = InferenceRules.Axis(Axis, g.Shape.Rank);
        var outer = g.Shape.Product(0, axis);
        var row = g.Shape.Product(axis, g.Shape.Rank);
        var at = 0;
        for (var i = 0; i < context.InputCount; i++)
        {
            var shape = context.Input(i).Shape;
            var part = shape.Product(axis, shape.Rank);
            if (context.Wants(i))
            {
                var nest = default(Nest);
                nest.Add(outer, row, part);
                nest.Add(part, 1, 1);
                Copying.Strided(g, context.InputGradient(i), ref nest, at);
            }

            at += part;
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context)
    {
        var rank = context.Output(0).Rank;
        for (var i = 0; i < context.InputCount; i++)
        {
            if (!context.Varies(i))
            {
                return false;
            }
        }

        return rank > 1 && Axis != 0 && Axis != -rank;
    }
}
