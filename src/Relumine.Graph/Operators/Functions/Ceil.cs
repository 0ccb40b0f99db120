using System.Numerics.Tensors;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The smallest whole number that is not below x (ONNX Ceil).</summary>
public sealed record Ceil : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Ceil";

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
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Ceiling(x, y);
    }
}
