using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The tensor without dimensions of size 1: those given as input 1, or all (ONNX Squeeze).</summary>
public sealed record Squeeze : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Squeeze";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs.Count > 1 && inputs[1] is not null ? 13 : 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        reader.LiftAxes(13);
        return this;
    }

    private protected override Shape Reshaped(InferenceContext context, Shape input)
    {
        var isGiven = context.HasInput(1);
        var axes = isGiven ? AxisSet.Of(context, 1, input.Rank) : AxisSet.All;
        var dims = new List<int>();
        for (var d = 0; d < input.Rank; d++)
        {
            if (!axes.Contains(d) || (!isGiven && input[d] != 1))
            {
                dims.Add(input[d]);
            }
            else if (input[d] != 1)
            {
                throw context.Fail($"axis {d} has {input[d]} elements; only dimensions of size 1 can be dropped");
            }
        }

        return new Shape([.. dims]);
    }

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new SqueezeCarrier();
}
