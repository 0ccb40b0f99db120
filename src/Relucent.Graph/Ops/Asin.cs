namespace Relucent.Operators;

/// <summary>The angle in radians from −π/2 to π/2 whose sine is x (ONNX Asin).</summary>
public sealed record Asin : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Asin";

    /// <inheritdoc/>
    public override int Since => 7;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 7;

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = T.Asin(x[i]);
            }
        }
    }
}
