using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The dimensions in another order (ONNX Transpose).</summary>
/// <param name="Perm">For each dimension of the output, which of the input it is; empty reverses them.</param>
public sealed record Transpose(ValueArray<int> Perm = default) : Op
{
    /// <inheritdoc/>
    public override string Type => "Transpose";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new Transpose(reader.Narrow("perm", reader.Ints("perm") ?? []));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Perm.Count > 0)
        {
            writer.Ints("perm", [.. Perm.Select(p => (long)p)]);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        if (Perm.Count > 0 && !Perm.Order().SequenceEqual(Enumerable.Range(0, shape.Rank)))
        {
            throw context.Fail($"perm {Perm} is not an order of {shape.Rank} dimensions");
        }

        var dims = new int[shape.Rank];
        for (var d = 0; d < dims.Length; d++)
        {
            dims[d] = shape[From(d, shape.Rank)];
        }

        context.Output(0, type, new Shape(dims));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        Perm.Count == 0 ? shapes[node.Inputs[0]].Shape.Rank - 1 - axis : Perm.ToList().IndexOf(axis);

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier(ICarrier.Unanswered);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var nest = default(Nest);
        for (var d = 0; d < y.Shape.Rank; d++)
        {
            nest.Add(y.Shape[d], Nest.Stride(x.Shape, From(d, x.Shape.Rank)), Nest.Stride(y.Shape, d));
        }

        Copying.Strided(x, y, ref nest);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        var (g, dx) = (context.OutputGradient(0), context.InputGradient(0));
        var nest = default(Nest);
        for (var d = 0; d < g.Shape.Rank; d++)
        {
            nest.Add(g.Shape[d], Nest.Stride(g.Shape, d), Nest.Stride(dx.Shape, From(d, dx.Shape.Rank)));
        }

        Copying.Strided(g, dx, ref nest);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.OnlyVaries(0) && context.Input(0).Rank > 0 && From(0, context.Input(0).Rank) == 0;

    private int From(int axis, int rank) => Perm.Count > 0 ? Perm[axis] : rank - 1 - axis;
}
