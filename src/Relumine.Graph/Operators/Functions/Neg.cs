using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The number with the opposite sign (ONNX Neg).</summary>
public sealed record Neg : ElementwiseOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Neg";

    private protected override Kinds Accepts => Kinds.Number;

    internal override Interval? Bounds(BoundsContext context) => -context[0];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    private readonly struct Function : IUnary
    {
        static void IUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Negate(x, y);
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) =>
        TensorPrimitives.Negate(context.Upstream<T>(), context.InputGradient(0).Values<T>());
}
