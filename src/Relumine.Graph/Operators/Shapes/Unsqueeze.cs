using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The tensor with new dimensions of size 1 at the axes of the output that input 1 gives (ONNX Unsqueeze).</summary>
public sealed record Unsqueeze : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Unsqueeze";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 13;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        reader.LiftAxes(13);
        return this;
    }

    private protected override Shape Reshaped(InferenceContext context, Shape input)
    {
        var rank = input.Rank + context.NeedConstant(1, "the axes").Length;
        var axes = AxisSet.Of(context, 1, rank);
        var dims = new int[rank];
        for (int d = 0, from = 0; d < rank; d++)
        {
            dims[d] = axes.Contains(d) ? 1 : input[from++];
        }

        return new Shape(dims);
    }
}
