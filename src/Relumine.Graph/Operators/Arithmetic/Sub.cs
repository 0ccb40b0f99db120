using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The difference, a − b, of broadcast tensors (ONNX Sub).</summary>
public sealed record Sub : BroadcastingOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Sub";

    private protected override Kinds Accepts => Kinds.Number;

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context[0] - context[1]);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    internal readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => a - b;

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);

        static void IBinary<Function>.Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (context.Wants(0))
        {
            context.Fold(0, context.Upstream<T>());
        }

        if (context.Wants(1))
        {
            var gradient = context.InputGradient(1).Values<T>();
            context.Fold(1, context.Upstream<T>());
            TensorPrimitives.Negate(gradient, gradient);
        }
    }
}
