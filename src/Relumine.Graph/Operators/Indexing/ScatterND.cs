using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>
/// The data with slices replaced by updates: each last row of the indices says where one goes, −1 being the last (ONNX ScatterND;
/// inputs: data, indices, updates).
/// </summary>
/// <param name="Reduction">What becomes of an element that an update falls on.</param>
public sealed record ScatterND(ScatterReduction Reduction = ScatterReduction.None) : Op
{
    /// <inheritdoc/>
    public override string Type => "ScatterND";

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
    public override Op Read(NodeReader reader) => new ScatterND(Updates.Read(reader));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => Updates.Write(writer, Reduction);

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, data) = Updates.Check(context, Reduction);
        var indices = context.Input(1).Shape;
        var depth = indices.Rank == 0 ? 0 : indices[^1];
        if (depth < 1 || depth > data.Rank)
        {
            throw context.Fail($"the indices {indices} must end in 1 to {data.Rank} numbers");
        }

        var expected = new Shape([.. indices.Dims[..^1], .. data.Dims[depth..]]);
        if (!context.Input(2).Shape.Equals(expected))
        {
            throw context.Fail($"the updates must be of shape {expected}");
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
        var depth = indices.Shape[^1];
        var slice = y.Shape.Product(depth, y.Shape.Rank);
        for (var row = 0; row < indices.Length / depth; row++)
        {
            Updates.Apply(updates, row * slice, y, Places.Of(indices, row, depth, y.Shape, 0) * slice, slice, Reduction);
        }
    }
}
