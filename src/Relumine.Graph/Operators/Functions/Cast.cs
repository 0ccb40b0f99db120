using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The elements converted to another type (ONNX Cast).</summary>
/// <param name="To">The type.</param>
/// <param name="Via">The narrower type whose numbers the elements become, held in <paramref name="To"/>; null for none.</param>
/// <param name="Rounding">How, if that type is a float of 8 bits or fewer.</param>
public sealed record Cast(ElementType To = ElementType.Float32, NarrowType? Via = null, SmallFloatRounding Rounding = default) : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Cast";

    private protected override Kinds Accepts => Kinds.Any;

    private protected override ElementType? Gives => To;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Via switch
    {
        NarrowType.UInt4 or NarrowType.Int4 => 21,
        NarrowType.Float4E2M1 => 23,
        NarrowType.Float8E8M0 => 24,
        NarrowType.UInt2 or NarrowType.Int2 => 25,
        >= NarrowType.Float8E4M3FN and <= NarrowType.Float8E5M2FNUZ => 19,
        NarrowType.BFloat16 => 13,
        _ => 6,
    };

    /// <inheritdoc/>
    public override Op Widen() => To == ElementType.Float32 ? this with { To = ElementType.Float64 } : this;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        var rounding = RoundingOf(reader);
        return reader.Version < 6
            ? reader.Text("to", "") is var name && TypeNames.Of(name) is { } number
                ? Of(number)!
                : throw reader.Refuse($"it converts to '{name}'", "Export the model with a number type there.")
            : Of(reader.Axis("to", 0), rounding) ?? throw reader.Refuse(
                $"it converts to the ONNX type number {reader.Axis("to", 0)}",
                "Relumine computes with float (1), double (11), int32 (6), int64 (7) and bool (9), and with types that these hold: "
                    + "export the model with one of these."
            );
    }

    /// <summary>The conversion to the type of an ONNX number; null if Relumine does not compute with it.</summary>
    public static Cast? Of(int type, SmallFloatRounding rounding = default) =>
        Enum.IsDefined((ElementType)type) ? new Cast((ElementType)type)
        : Enum.IsDefined((NarrowType)type)
            ? new Cast(((NarrowType)type).Holder(), (NarrowType)type, SmallFloat.Of((NarrowType)type) is null ? default : rounding)
        : null;

    /// <summary>What a node says of numbers that a float of 8 bits or fewer does not have.</summary>
    /// <exception cref="UnsupportedException">It says something unknown.</exception>
    public static SmallFloatRounding RoundingOf(NodeReader reader) =>
        new(!reader.Flag("saturate", true), reader.Text("round_mode", "up") switch
        {
            "up" => PowerRounding.Up,
            "down" => PowerRounding.Down,
            "nearest" => PowerRounding.Nearest,
            var other => throw reader.Refuse($"its round_mode is '{other}'", "Known are up, down and nearest."),
        });

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        writer.Int("to", Via is { } narrow ? (long)narrow : (long)To);
        if (Rounding.Overflows)
        {
            writer.Int("saturate", 0);
        }

        if (Rounding.Direction != PowerRounding.Up)
        {
            writer.Text("round_mode", Rounding.Direction == PowerRounding.Down ? "down" : "nearest");
        }
    }

    internal override Interval? Bounds(BoundsContext context) =>
        To == ElementType.Bool ? Interval.FromZeroToOne : Via is null ? context.Rounded(context[0]) : Interval.Everything;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        Conversion.Run(context.Input(0), context.Output(0));
        Via?.Narrow(context.Output(0), Rounding);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Via is null ? BackwardNeeds.Nothing : null;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfIdentity(context);
}
