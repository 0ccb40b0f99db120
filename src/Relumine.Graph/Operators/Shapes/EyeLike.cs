using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>Ones on a diagonal of a matrix of the input's shape, and zeros elsewhere (ONNX EyeLike).</summary>
/// <param name="To">The type of the elements; null for that of the input.</param>
/// <param name="Diagonal">Which diagonal: 0 is the main one, positive ones lie above.</param>
public sealed record EyeLike(ElementType? To = null, int Diagonal = 0) : Op
{
    /// <inheritdoc/>
    public override string Type => "EyeLike";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override bool DependsOnlyOnShapes => true;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    /// <inheritdoc/>
    public override Op Widen() => To == ElementType.Float32 ? this with { To = ElementType.Float64 } : this;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        var type = reader.Axis("dtype", 0);
        ElementType? to = type == 0 ? null : Enum.IsDefined((ElementType)type) ? (ElementType)type
            : Enum.IsDefined((NarrowType)type) ? ((NarrowType)type).Holder()
            : throw reader.Refuse($"its dtype is {type}", "Export the model with a number type there.");
        return new EyeLike(to, reader.Axis("k", 0));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (To is { } type)
        {
            writer.Int("dtype", (long)type);
        }

        if (Diagonal != 0)
        {
            writer.Int("k", Diagonal);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Any);
        context.Output(0, To ?? type, shape.Rank == 2 ? shape : throw context.Fail("the input is no matrix"));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var y = context.Output(0);
        y.Bytes.Clear();
        for (var row = Math.Max(0, -(long)Diagonal); row < y.Shape[0] && row + Diagonal < y.Shape[1]; row++)
        {
            var at = (int)((row * y.Shape[1]) + row + Diagonal);
            switch (y.Type)
            {
                case ElementType.Int64:
                    y.Values<long>()[at] = 1;
                    break;
                case ElementType.Int32:
                    y.Values<int>()[at] = 1;
                    break;
                case ElementType.Bool:
                    y.Values<bool>()[at] = true;
                    break;
                default:
                    Loops.TensorAccess.SetNumber(y, at, 1);
                    break;
            }
        }
    }
}
