using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;
using Relumine.Kernels.Sweeps;

namespace Relumine.Graph.Operators.Functions;

/// <summary>eˣ (ONNX Exp).</summary>
public sealed record Exp : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Exp";

    private protected override Kinds Accepts => Kinds.Float;

    private protected override Monotony Monotony => Monotony.Rises;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Output(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfOutput<Slope>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => Elementwise.Exp(x, y);
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => known;
    }
}
