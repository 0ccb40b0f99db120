using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The number without its sign (ONNX Abs).</summary>
public sealed record Abs : ElementwiseOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Abs";

    private protected override Kinds Accepts => Kinds.Number;

    internal override Interval? Bounds(BoundsContext context) => context[0].Abs();

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    private readonly struct Function : IUnary
    {
        static void IUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Abs(x, y);
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        ReadOnlySpan<T> x = context.Input(0).Values<T>();
        var g = context.Upstream<T>();
        var dx = context.InputGradient(0).Values<T>();
        var atZero = T.CreateTruncating(2 * context.Kink.Lambda - 1);
        for (var i = 0; i < dx.Length; i++)
        {
            dx[i] = (x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : T.IsZero(x[i]) ? atZero : x[i]) * g[i];
        }
    }
}
