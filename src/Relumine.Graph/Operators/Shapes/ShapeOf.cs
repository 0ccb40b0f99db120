using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The dimensions of the input from one axis up to another, as int64 (ONNX Shape).</summary>
/// <param name="Start">The first axis; negative ones count from the end. Axes out of range are clamped.</param>
/// <param name="End">The axis behind the last, or null for the rank.</param>
public sealed record ShapeOf(int Start = 0, int? End = null) : Op
{
    /// <inheritdoc/>
    public override string Type => "Shape";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override bool DependsOnlyOnShapes => true;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Start == 0 && End is null ? 1 : 15;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) =>
        new ShapeOf(reader.Axis("start", 0), reader.Has("end") ? reader.Axis("end", 0) : null);

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Start != 0)
        {
            writer.Int("start", Start);
        }

        if (End is { } end)
        {
            writer.Int("end", end);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (start, end) = Range(context.Input(0).Shape.Rank);
        context.Output(0, ElementType.Int64, new Shape(end - start));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new ShapeCarrier();

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var dims = context.Output(0).Values<long>();
        var (start, _) = Range(context.Input(0).Shape.Rank);
        for (var i = 0; i < dims.Length; i++)
        {
            dims[i] = context.Input(0).Shape[start + i];
        }
    }

    private (int Start, int End) Range(int rank)
    {
        var start = Math.Clamp(Start < 0 ? Start + (long)rank : Start, 0, rank);
        var end = Math.Clamp(End is { } given ? given < 0 ? given + (long)rank : given : rank, 0, rank);
        return ((int)start, (int)Math.Max(start, end));
    }
}
