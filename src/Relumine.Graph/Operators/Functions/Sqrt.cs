using System.Numerics.Tensors;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The square root; NaN of negative numbers (ONNX Sqrt).</summary>
public sealed record Sqrt : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Sqrt";

    private protected override Kinds Accepts => Kinds.Float;

    private protected override Monotony Monotony => Monotony.RisesOn(0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Output(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfOutput<Slope>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Sqrt(x, y);
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => T.One / (known + known);
    }
}
