using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The angle in radians from 0 to π whose cosine is x (ONNX Acos).</summary>
public sealed record Acos : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Acos";

    /// <inheritdoc/>
    public override int Since => 7;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 7;

    private protected override Kinds Accepts => Kinds.Float;

    private protected override Monotony Monotony => Monotony.FallsOn(-1, 1);

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
                y[i] = T.Acos(x[i]);
            }
        }
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => -T.One / T.Sqrt((T.One - known) * (T.One + known));
    }
}
