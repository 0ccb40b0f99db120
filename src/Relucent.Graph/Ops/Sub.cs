using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>The difference, a − b, of broadcast tensors (ONNX Sub).</summary>
public sealed record Sub : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Sub";

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    internal readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => a - b;

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);

        static void IBinary<Function>.Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);
    }
}
