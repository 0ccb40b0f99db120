using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>The smallest whole number that is not below x (ONNX Ceil).</summary>
public sealed record Ceil : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Ceil";

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Ceiling(x, y);
    }
}
