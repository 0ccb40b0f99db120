using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Activations;

/// <summary>An operator that works on every line of elements along one axis (ONNX Softmax, LogSoftmax, Hardmax).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public abstract record AxisOp(int Axis) : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 13;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Version >= 13)
        {
            return this with { Axis = reader.Axis("axis", -1) };
        }

        var axis = reader.Axis("axis", 1);
        if (axis == -1)
        {
            return this with { Axis = -1 };
        }

        // Before opset 13 the input was seen as a matrix: all dimensions from the axis on were one.
        var shape = reader.AddNode(new ShapeOf(), reader.Inputs[0]);
        var matrix = reader.AddNode(new Flatten(axis), reader.Inputs[0]);
        reader.Inputs[0] = reader.AddNode(this with { Axis = -1 }, matrix);
        reader.Inputs.Add(shape);
        return new Reshape();
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != -1)
        {
            writer.Int("axis", Axis);
        }
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis == InferenceRules.Axis(Axis, shapes[node.Inputs[0]].Shape.Rank) ? null : axis;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier(ICarrier.Unanswered);

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        context.Axis(Axis, shape.Rank);
        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksAxis(Axis);
}
