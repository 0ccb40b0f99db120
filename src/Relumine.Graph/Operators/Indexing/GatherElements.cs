using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>The elements of the data at the places of the indices, but along one axis where an index says, −1 being the last (ONNX GatherElements).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record GatherElements(int Axis = 0) : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "GatherElements";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new GatherElements(reader.Axis("axis", 0));

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
        var (data, indices) = (context.Input(0).Shape, context.Need(1, Kinds.Integer).Shape);
        var axis = context.Axis(Axis, data.Rank);
        for (var d = 0; d < data.Rank; d++)
        {
            if (indices.Rank != data.Rank || (d != axis && indices[d] > data[d]))
            {
                throw context.Fail($"the indices {indices} reach beyond the data {data} elsewhere than along axis {axis}");
            }
        }

        context.Output(0, context.Input(0).Type, indices);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, indices, y) = (context.Input(0), context.Input(1), context.Output(0));
        var axis = InferenceRules.Axis(Axis, x.Shape.Rank);
        var nest = default(Nest);
        for (var d = 0; d < x.Shape.Rank; d++)
        {
            nest.Add(indices.Shape[d], d == axis ? 0 : Nest.Stride(x.Shape, d));
        }

        if (nest.IsEmpty)
        {
            return;
        }

        var (element, size, stride, at) = (x.Type.Size(), x.Shape[axis], Nest.Stride(x.Shape, axis), 0);
        nest.Start();
        do
        {
            for (var i = 0; i < nest.Length; i++, at++)
            {
                var from = nest.A + i * nest.Strides.A + indices.IndexAt(at, size) * stride;
                x.Bytes.Slice(from * element, element).CopyTo(y.Bytes[(at * element)..]);
            }
        }
        while (nest.Next());
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.Varies(0) && context.Varies(1) && context.StacksRows && Axis != 0 && Axis != -context.Input(0).Rank;

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (dx, indices) = (context.InputGradient(0), context.Input(1));
        var axis = InferenceRules.Axis(Axis, dx.Shape.Rank);
        var nest = default(Nest);
        for (var d = 0; d < dx.Shape.Rank; d++)
        {
            nest.Add(indices.Shape[d], d == axis ? 0 : Nest.Stride(dx.Shape, d));
        }

        var g = context.Upstream<T>();
        var target = dx.Values<T>();
        target.Clear();
        if (nest.IsEmpty)
        {
            return;
        }

        var (size, stride, at) = (dx.Shape[axis], Nest.Stride(dx.Shape, axis), 0);
        nest.Start();
        do
        {
            for (var i = 0; i < nest.Length; i++, at++)
            {
                target[nest.A + i * nest.Strides.A + indices.IndexAt(at, size) * stride] += g[at];
            }
        }
        while (nest.Next());
    }
}
