using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>The number with the opposite sign (ONNX Neg).</summary>
public sealed record Neg : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Neg";

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.Run<Function>(context);

    private readonly struct Function : IUnary
    {
        static void IUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Negate(x, y);
    }
}
