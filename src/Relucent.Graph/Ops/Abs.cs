using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>The number without its sign (ONNX Abs).</summary>
public sealed record Abs : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Abs";

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.Run<Function>(context);

    private readonly struct Function : IUnary
    {
        static void IUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Abs(x, y);
    }
}
