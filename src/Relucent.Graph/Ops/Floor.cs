using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>The largest whole number that is not above x (ONNX Floor).</summary>
public sealed record Floor : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Floor";

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Floor(x, y);
    }
}
