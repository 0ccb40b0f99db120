using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The elements converted to another type (ONNX Cast).</summary>
/// <param name="To">The type.</param>
/// <param name="Via">The narrower type whose numbers the elements become, held in <paramref name="To"/>; null for none.</param>
public sealed record Cast(ElementType To = ElementType.Float32, NarrowType? Via = null) : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Cast";

    private protected override Kinds Accepts => Kinds.Any;

    private protected override ElementType? Gives => To;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Via switch
    {
        NarrowType.UInt4 or NarrowType.Int4 => 21,
        NarrowType.BFloat16 => 13,
        _ => 6,
    };

    /// <inheritdoc/>
    public override Op Widen() => To == ElementType.Float32 ? this with { To = ElementType.Float64 } : this;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // Both are about 8-bit floats, which do not occur here.
        _ = reader.Has("saturate") | reader.Has("round_mode");
        return reader.Version < 6
            ? reader.Text("to", "") is var name && TypeNames.Of(name) is { } number
                ? Of(number)!
                : throw reader.Refuse($"it converts to '{name}'", "Export the model with a number type there.")
            : Of(reader.Axis("to", 0)) ?? throw reader.Refuse(
                $"it converts to the ONNX type number {reader.Axis("to", 0)}",
                "Relumine computes with float (1), double (11), int32 (6), int64 (7) and bool (9), and with types that these hold: "
                    + "export the model with one of these."
            );
    }

    /// <summary>The conversion to the type of an ONNX number; null if Relumine does not compute with it.</summary>
    public static Cast? Of(int type) =>
        Enum.IsDefined((ElementType)type) ? new Cast((ElementType)type)
        : Enum.IsDefined((NarrowType)type) ? new Cast(((NarrowType)type).Holder(), (NarrowType)type)
        : null;

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => writer.Int("to", Via is { } narrow ? (long)narrow : (long)To);

    internal override Interval? Bounds(BoundsContext context) =>
        To == ElementType.Bool ? Interval.FromZeroToOne : Via is null ? context.Rounded(context[0]) : Interval.Everything;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        Conversion.Run(context.Input(0), context.Output(0));
        Via?.Narrow(context.Output(0));
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Via is null ? BackwardNeeds.Nothing : null;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfIdentity(context);
}
