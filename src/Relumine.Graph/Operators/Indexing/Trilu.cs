using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>Matrices with zeros below a diagonal, or above it (ONNX Trilu). Input 1 shifts the diagonal to the right.</summary>
/// <param name="Upper">Whether the part above the diagonal is kept.</param>
public sealed record Trilu(bool Upper = true) : Op
{
    /// <inheritdoc/>
    public override string Type => "Trilu";

    /// <inheritdoc/>
    public override int Since => 14;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 14;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new Trilu(reader.Flag("upper", true));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (!Upper)
        {
            writer.Int("upper", 0);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        if (shape.Rank < 2)
        {
            throw context.Fail("it works on matrices, but the input has fewer than 2 dimensions");
        }

        if (context.HasInput(1) && context.Need(1, Kinds.Integer).Shape.ElementCount != 1)
        {
            throw context.Fail("the shift of the diagonal is not a single number");
        }

        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0].Hull(Interval.Point(0));

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && axis < shapes[node.Inputs[0]].Shape.Rank - 2 ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("cuts a triangle out of units");

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Run(context.Input(0), context.HasInput(1) ? context.Input(1).IntegerAt(0) : 0, context.Output(0));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) =>
        Run(context.OutputGradient(0), context.HasInput(1) ? context.Input(1).IntegerAt(0) : 0, context.InputGradient(0));

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.Input(0).Rank > 2;

    private void Run(ModelTensor x, long shift, ModelTensor y)
    {
        var (rows, columns, size) = (x.Shape[-2], x.Shape[-1], x.Type.Size());
        for (var row = 0; columns > 0 && row < x.Length / columns; row++)
        {
            // The first element that belongs to the upper part, or is the first behind the lower part.
            var (at, of) = (row * columns, row % rows);
            var split = (int)Math.Clamp(of + Math.Clamp(shift, -rows, columns) + (Upper ? 0 : 1), 0, columns);
            var (from, to) = Upper ? (split, columns) : (0, split);
            var target = y.Bytes.Slice(at * size, columns * size);
            target[..(from * size)].Clear();
            target[(to * size)..].Clear();
            x.Bytes[((at + from) * size)..((at + to) * size)].CopyTo(target[(from * size)..]);
        }
    }
}
