using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>1 / x (ONNX Reciprocal).</summary>
public sealed record Reciprocal : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Reciprocal";

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Reciprocal(x, y);
    }
}
