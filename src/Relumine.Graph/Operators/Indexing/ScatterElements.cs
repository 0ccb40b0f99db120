using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>
/// The data with updates at the places of the indices, but along one axis where an index says, −1 being the last (ONNX
/// ScatterElements; inputs: data, indices, updates).
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="Reduction">What becomes of an element that an update falls on.</param>
public sealed record ScatterElements(int Axis = 0, ScatterReduction Reduction = ScatterReduction.None) : Op
{
    /// <inheritdoc/>
    public override string Type => "ScatterElements";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Reduction switch
    {
        ScatterReduction.None => 11,
        ScatterReduction.Add or ScatterReduction.Mul => 16,
        _ => 18,
    };

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new ScatterElements(reader.Axis("axis", 0), Updates.Read(reader));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != 0)
        {
            writer.Int("axis", Axis);
        }

        Updates.Write(writer, Reduction);
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, data) = Updates.Check(context, Reduction);
        var indices = context.Input(1).Shape;
        var axis = context.Axis(Axis, data.Rank);
        for (var d = 0; d < data.Rank; d++)
        {
            if (indices.Rank != data.Rank || (d != axis && indices[d] > data[d]))
            {
                throw context.Fail($"the indices {indices} reach beyond the data {data} elsewhere than along axis {axis}");
            }
        }

        if (!context.Input(2).Shape.Equals(indices))
        {
            throw context.Fail("there must be an update for each index");
        }

        context.Output(0, type, data);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 1 ? InputRole.Setting : InputRole.Data;

    internal override Interval? Bounds(BoundsContext context) => Updates.Bounds(context, Reduction);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (indices, updates, y) = (context.Input(1), context.Input(2), context.Output(0));
        context.Input(0).Bytes.CopyTo(y.Bytes);
        var axis = InferenceRules.Axis(Axis, y.Shape.Rank);
        var nest = default(Nest);
        for (var d = 0; d < y.Shape.Rank; d++)
        {
            nest.Add(indices.Shape[d], d == axis ? 0 : Nest.Stride(y.Shape, d));
        }

        if (nest.IsEmpty)
        {
            return;
        }

        var (size, stride, at) = (y.Shape[axis], Nest.Stride(y.Shape, axis), 0);
        nest.Start();
        do
        {
            for (var i = 0; i < nest.Length; i++, at++)
            {
                Updates.Apply(updates, at, y, nest.A + i * nest.Strides.A + indices.IndexAt(at, size) * stride, 1, Reduction);
            }
        }
        while (nest.Next());
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.Varies(0) && context.Varies(1) && context.Varies(2) && context.StacksRows && Axis != 0 && Axis != -context.Input(0).Rank
        && context.Input(1)[0] == context.Input(0)[0];
}
