using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>A tensor cut into pieces along an axis: of the lengths that input 1 gives, or of equal length but the last (ONNX Split).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="NumOutputs">How many pieces, if no lengths are given.</param>
public sealed record Split(int Axis = 0, int NumOutputs = 0) : Op
{
    /// <inheritdoc/>
    public override string Type => "Split";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs.Count > 1 && inputs[1] is not null ? 13 : 18;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        var axis = reader.Axis("axis", 0);
        if (reader.Version < 13 && reader.Ints("split") is { } lengths)
        {
            reader.Lift(1, ModelTensor.Vector<long>(lengths));
        }

        if (reader.Inputs.Count > 1 && reader.Inputs[1].Length > 0)
        {
            return new Split(axis);
        }

        return new Split(axis, reader.Version < 18 ? reader.Outputs.Count : reader.Axis("num_outputs", reader.Outputs.Count));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != 0)
        {
            writer.Int("axis", Axis);
        }

        if (NumOutputs != 0)
        {
            writer.Int("num_outputs", NumOutputs);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        var axis = context.Axis(Axis, shape.Rank);
        if (context.HasInput(1))
        {
            context.Need(1, Kinds.Integer);
        }

        var lengths = context.HasInput(1) ? context.NeedConstant(1, "the lengths of the pieces").ToInt64() : Even(context, shape[axis]);
        if (lengths.Any(l => l < 0) || lengths.Aggregate(0L, (sum, l) => sum + Math.Min(l, int.MaxValue)) != shape[axis])
        {
            throw context.Fail($"pieces of lengths [{string.Join(", ", lengths)}] do not make up the {shape[axis]} elements along axis {axis}");
        }

        if (context.OutputCount > lengths.Length)
        {
            throw context.Fail($"it has {context.OutputCount} outputs, but {lengths.Length} pieces");
        }

        for (var i = 0; i < lengths.Length; i++)
        {
            context.Output(i, type, shape.With(axis, (int)lengths[i]));
        }
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && axis != InferenceRules.Axis(Axis, shapes[node.Inputs[0]].Shape.Rank) ? axis : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var x = context.Input(0);
        var axis = InferenceRules.Axis(Axis, x.Shape.Rank);
        var (outer, inner) = (x.Shape.Product(0, axis), x.Shape.Product(axis + 1, x.Shape.Rank));
        var at = 0;
        for (var i = 0; at < x.Shape[axis] && i < context.OutputCount; i++)
        {
            var length = context.HasInput(1) ? (int)context.Input(1).IntegerAt(i) : Math.Min(Chunk(x.Shape[axis]), x.Shape[axis] - at);
            if (context.HasOutput(i))
            {
                var nest = default(Nest);
                nest.Add(outer, x.Shape[axis] * inner, length * inner);
                nest.Add(length * inner, 1, 1);
                Copying.Strided(x, context.Output(i), ref nest, at * inner);
            }

            at += length;
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        // Pieces that nobody reads, or that the node does not name, have no gradient.
        var dx = context.InputGradient(0);
        var axis = InferenceRules.Axis(Axis, dx.Shape.Rank);
        var (outer, inner) = (dx.Shape.Product(0, axis), dx.Shape.Product(axis + 1, dx.Shape.Rank));
        dx.Bytes.Clear();
        for (int at = 0, i = 0; at < dx.Shape[axis]; i++)
        {
            var length = context.HasInput(1) ? (int)context.Input(1).IntegerAt(i) : Math.Min(Chunk(dx.Shape[axis]), dx.Shape[axis] - at);
            if (context.HasOutputGradient(i))
            {
                var nest = default(Nest);
                nest.Add(outer, length * inner, dx.Shape[axis] * inner);
                nest.Add(length * inner, 1, 1);
                Copying.Strided(context.OutputGradient(i), dx, ref nest, 0, at * inner);
            }

            at += length;
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksAxis(Axis);

    private long[] Even(InferenceContext context, int size)
    {
        if (NumOutputs < 1)
        {
            throw context.Fail("it gives neither the lengths nor the number of pieces");
        }

        // More pieces than elements are possible, the last ones being empty, but nobody names billions of them.
        if (NumOutputs > Math.Max(size, context.OutputCount))
        {
            throw context.Fail($"{NumOutputs} pieces cannot be made of {size} elements");
        }

        var chunk = Chunk(size);
        return [.. Enumerable.Range(0, NumOutputs).Select(i => (long)Math.Clamp(size - (long)i * chunk, 0, chunk))];
    }

    private int Chunk(int size) => (int)(((long)size + NumOutputs - 1) / NumOutputs);
}
