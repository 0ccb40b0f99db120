using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>The sum, a + b, of broadcast tensors (ONNX Add).</summary>
public sealed record Add : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Add";

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    internal readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => a + b;

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Add(a, b, y);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Add(a, b, y);

        static void IBinary<Function>.Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Add(b, a, y);
    }
}
