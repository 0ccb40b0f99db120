using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>−1, 0 or 1 as the number is negative, zero or positive; NaN of NaN (ONNX Sign).</summary>
public sealed record Sign : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Sign";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    private protected override Kinds Accepts => Kinds.Number;

    private protected override Monotony Monotony => Monotony.Rises;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfSteps(context);

    private readonly struct Function : IUnary
    {
        static void IUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : x[i];
            }
        }
    }
}
