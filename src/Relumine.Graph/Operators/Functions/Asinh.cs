using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The number whose hyperbolic sine is x (ONNX Asinh).</summary>
public sealed record Asinh : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Asinh";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    private protected override Kinds Accepts => Kinds.Float;

    private protected override Monotony Monotony => Monotony.Rises;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfInput<Slope>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = T.Asinh(x[i]);
            }
        }
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => T.One / T.Hypot(known, T.One);
    }
}
