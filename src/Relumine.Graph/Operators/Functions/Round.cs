using System.Numerics.Tensors;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The nearest whole number, halves to the even one (ONNX Round).</summary>
public sealed record Round : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Round";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    private protected override Kinds Accepts => Kinds.Float;

    private protected override Monotony Monotony => Monotony.Rises;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfSteps(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Round(x, y);
    }
}
