using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>An operator that normalises groups of elements, those that differ from an axis on (ONNX LayerNormalization, RMSNormalization).</summary>
/// <param name="Axis">The first axis that belongs to a group; negative ones count from the end.</param>
/// <param name="Epsilon">What is added to the variance.</param>
public abstract record NormalizingOp(int Axis, float Epsilon) : Op
{
    /// <inheritdoc/>
    public override Op Read(NodeReader reader) =>
        reader.Int("stash_type", 1) == 1
            ? this with
            {
                Axis = reader.Axis("axis", -1),
                Epsilon = reader.Float("epsilon", 1e-5f),
            }
            : throw reader.Refuse(
                "stash_type is not 1 (float)",
                "Relumine computes the statistics in double precision and gives them as float: leave stash_type out."
            );

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != -1)
        {
            writer.Int("axis", Axis);
        }

        if (Epsilon != 1e-5f)
        {
            writer.Float("epsilon", Epsilon);
        }
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input switch { 0 => InputRole.Data, 1 => InputRole.Weight, _ => InputRole.Bias };

    internal override NumberWork WorkOfNumber => NumberWork.NormalizedBySample;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        shapes.AlignedAxis(node, input, axis) is { } aligned
        && aligned < InferenceRules.Axis(Axis, shapes[node.Outputs[0]].Shape.Rank) ? aligned : null;

    internal override Interval? Bounds(BoundsContext context) =>
        context.ShapeOf(0) is var shape ? Normalization.Bounds(context, shape.Product(InferenceRules.Axis(Axis, shape.Rank), shape.Rank), Epsilon) : null;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        var axis = context.Axis(Axis, shape.Rank);
        for (var i = 1; i < context.InputCount; i++)
        {
            if (context.HasInput(i) && !shape.Equals(Shape.Broadcast(shape, context.NeedLikeFirst(i).Shape)))
            {
                throw context.Fail($"input {i} does not broadcast to the shape of x");
            }
        }

        var groups = shape.Dims.ToArray();
        groups.AsSpan(axis).Fill(1);
        context.Output(0, type, shape);
        context.Output(1, ElementType.Float32, new Shape(groups));
        context.Output(2, ElementType.Float32, new Shape(groups));
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.StacksAxis(Axis) && context.StacksElementwise;

    /// <summary>The axis from the front, when the operator runs.</summary>
    private protected int FirstAxis(ForwardContext context) => InferenceRules.Axis(Axis, context.Input(0).Shape.Rank);
}
