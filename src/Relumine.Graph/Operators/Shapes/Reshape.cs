using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The elements under another shape (ONNX Reshape).</summary>
/// <param name="AllowZero">Whether 0 in the shape means a dimension of 0 instead of the input's dimension at that place.</param>
public sealed record Reshape(bool AllowZero = false) : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Reshape";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => AllowZero ? 14 : 5;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Version < 5 && reader.Ints("shape") is { } shape)
        {
            reader.Lift(1, ModelTensor.Vector<long>(shape));
        }

        return new Reshape(reader.Flag("allowzero"));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (AllowZero)
        {
            writer.Int("allowzero", 1);
        }
    }

    private protected override Shape Reshaped(InferenceContext context, Shape input)
    {
        context.Need(1, Kinds.Integer);
        var wanted = context.NeedConstant(1, "the shape").ToInt64();
        var open = -1;
        long known = 1;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == 0 && !AllowZero)
            {
                wanted[i] = i < input.Rank ? input[i] : throw context.Fail($"the shape copies dimension {i}, which the input does not have");
            }

            if (wanted[i] == -1)
            {
                open = open < 0 ? i : throw context.Fail($"the shape [{string.Join(", ", wanted)}] leaves two dimensions open");
            }
            else
            {
                known = wanted[i] is < 0 or > int.MaxValue || known * wanted[i] > int.MaxValue
                    ? throw context.Fail($"the shape [{string.Join(", ", wanted)}] is impossible")
                    : known * wanted[i];
            }
        }

        if (open >= 0)
        {
            wanted[open] = known > 0 ? input.ElementCount / known : 0;
        }

        var shape = context.Possible(wanted);
        return shape.ElementCount == input.ElementCount ? shape
            : throw context.Fail($"{input.ElementCount} elements cannot have the shape {shape}, which needs {shape.ElementCount}");
    }

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new GivenShapeCarrier(AllowZero);
}
