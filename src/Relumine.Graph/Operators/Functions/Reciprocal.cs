using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>1 / x (ONNX Reciprocal).</summary>
public sealed record Reciprocal : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Reciprocal";

    private protected override Kinds Accepts => Kinds.Float;

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context[0].Inverse());

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Output(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfOutput<Slope>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Reciprocal(x, y);
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => -known * known;
    }
}
