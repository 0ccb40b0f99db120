using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The tensor repeated along each axis as often as input 1 says (ONNX Tile).</summary>
public sealed record Tile : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Tile";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 6;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        context.Need(1, Kinds.Integer);
        var repeats = context.NeedConstant(1, "the number of repeats").ToInt64();
        if (repeats.Length != shape.Rank)
        {
            throw context.Fail($"{repeats.Length} numbers of repeats are given for {shape.Rank} dimensions");
        }

        for (var d = 0; d < repeats.Length; d++)
        {
            repeats[d] = repeats[d] is >= 0 and <= int.MaxValue
                ? repeats[d] * shape[d]
                : throw context.Fail($"dimension {d} is to be repeated {repeats[d]} times");
        }

        context.Output(0, type, context.Possible(repeats));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && shapes.Constant(node.Inputs[1]) is { } repeats && repeats.IntegerAt(axis) == 1 ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("repeats units");

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var nest = default(Nest);
        for (var d = 0; d < y.Shape.Rank; d++)
        {
            var (size, stride) = (x.Shape[d], Nest.Stride(y.Shape, d));
            nest.Add(size == 0 ? 0 : y.Shape[d] / size, 0, size * stride);
            nest.Add(size, Nest.Stride(x.Shape, d), stride);
        }

        Copying.Strided(x, y, ref nest);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.StacksRows;

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (g, dx) = (context.OutputGradient(0), context.InputGradient(0));
        var nest = default(Nest);
        for (var d = 0; d < g.Shape.Rank; d++)
        {
            var (size, stride) = (dx.Shape[d], Nest.Stride(g.Shape, d));
            nest.Add(size == 0 ? 0 : g.Shape[d] / size, size * stride, 0);
            nest.Add(size, stride, Nest.Stride(dx.Shape, d));
        }

        dx.Bytes.Clear();
        Scattering.Add(g.Values<T>(), dx.Values<T>(), ref nest);
    }
}
