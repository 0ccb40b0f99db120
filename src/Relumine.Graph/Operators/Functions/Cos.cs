using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The cosine of x in radians (ONNX Cos).</summary>
public sealed record Cos : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Cos";

    /// <inheritdoc/>
    public override int Since => 7;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 7;

    private protected override Kinds Accepts => Kinds.Float;

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(Interval.Within(1));

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
                y[i] = T.Cos(x[i]);
            }
        }
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => -T.Sin(known);
    }
}
