using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Windows;

/// <summary>An operator that sums up every channel of a tensor [N, C, D₁ …] in one number (ONNX GlobalAveragePool, GlobalMaxPool).</summary>
public abstract record GlobalPoolOp : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis < 2 ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("pools along the axis of the units");

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        if (shape.Rank < 3)
        {
            throw context.Fail($"the input has {shape.Rank} dimensions; expected [N, C, D1, …]");
        }

        var dims = shape.Dims.ToArray();
        dims.AsSpan(2).Fill(1);
        context.Output(0, type, new Shape(dims));
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    /// <summary>The spatial axes.</summary>
    private protected static AxisSet Spatial => new(~0b11ul);
}
