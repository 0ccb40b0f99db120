using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>Slices of the data: each last row of the indices says which, −1 being the last (ONNX GatherND).</summary>
/// <param name="BatchDims">How many axes at the start data and indices have in common, along which they go together.</param>
public sealed record GatherND(int BatchDims = 0) : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "GatherND";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => BatchDims == 0 ? 11 : 12;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new GatherND(reader.Axis("batch_dims", 0));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (BatchDims != 0)
        {
            writer.Int("batch_dims", BatchDims);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var ((type, data), indices) = (context.Input(0), context.Need(1, Kinds.Integer).Shape);
        var depth = indices.Rank == 0 ? 0 : indices[^1];
        if (BatchDims < 0 || BatchDims >= Math.Min(indices.Rank, data.Rank) || depth < 1 || depth > data.Rank - BatchDims
            || !indices.Dims[..BatchDims].SequenceEqual(data.Dims[..BatchDims]))
        {
            throw context.Fail($"the indices {indices} do not fit the data {data} with {BatchDims} common axes");
        }

        context.Output(0, type, new Shape([.. indices.Dims[..^1], .. data.Dims[(BatchDims + depth)..]]));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, indices, y) = (context.Input(0), context.Input(1), context.Output(0));
        var (rows, size) = (Rows(indices, x.Shape), x.Type.Size());
        for (var row = 0; row < rows.Count; row++)
        {
            x.Bytes.Slice(From(indices, row, rows, x.Shape) * size, rows.Slice * size).CopyTo(y.Bytes[(row * rows.Slice * size)..]);
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (dx, indices) = (context.InputGradient(0), context.Input(1));
        var rows = Rows(indices, dx.Shape);
        var g = context.Upstream<T>();
        var target = dx.Values<T>();
        target.Clear();
        for (var row = 0; row < rows.Count; row++)
        {
            var slice = target.Slice(From(indices, row, rows, dx.Shape), rows.Slice);
            TensorPrimitives.Add(slice, g.Slice(row * rows.Slice, rows.Slice), slice);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => BatchDims > 0 && context.Varies(0) && context.Varies(1);

    private (int Count, int InBatch, int Depth, int Slice, int Batch) Rows(ModelTensor indices, Shape data)
    {
        var depth = indices.Shape[^1];
        return (
            indices.Shape.Product(0, indices.Shape.Rank - 1),
            indices.Shape.Product(BatchDims, indices.Shape.Rank - 1),
            depth,
            data.Product(BatchDims + depth, data.Rank),
            data.Product(BatchDims, data.Rank));
    }

    private int From(ModelTensor indices, int row, (int Count, int InBatch, int Depth, int Slice, int Batch) rows, Shape data) =>
        row / rows.InBatch * rows.Batch + Places.Of(indices, row, rows.Depth, data, BatchDims) * rows.Slice;
}
