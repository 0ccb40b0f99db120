using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The elements converted to another type (ONNX Cast).</summary>
/// <param name="To">The type.</param>
public sealed record Cast(ElementType To = ElementType.Float32) : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Cast";

    private protected override Kinds Accepts => Kinds.Any;

    private protected override ElementType? Gives => To;

    /// <inheritdoc/>
    public override Op Widen() => To == ElementType.Float32 ? new Cast(ElementType.Float64) : this;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // Both are about 8-bit floats, which do not occur here.
        _ = reader.Has("saturate") | reader.Has("round_mode");
        var to = (ElementType)reader.Axis("to", 0);
        return Enum.IsDefined(to)
            ? new Cast(to)
            : throw reader.Refuse(
                $"it converts to the ONNX type number {(int)to}",
                "Relumine computes with float (1), double (11), int32 (6), int64 (7) and bool (9): export the model with one of these."
            );
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => writer.Int("to", (long)To);

    internal override Interval? Bounds(BoundsContext context) => To == ElementType.Bool ? Interval.FromZeroToOne : context.Rounded(context[0]);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Conversion.Run(context.Input(0), context.Output(0));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfIdentity(context);
}
