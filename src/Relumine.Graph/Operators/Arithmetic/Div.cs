using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>
/// The quotient, a / b, of broadcast tensors (ONNX Div). Integers are divided towards zero; a division by zero, which
/// ONNX leaves open, gives 0.
/// </summary>
public sealed record Div : BroadcastingOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Div";

    private protected override Kinds Accepts => Kinds.Number;

    internal override Interval? Bounds(BoundsContext context) =>
        context[1] is { Low: <= 0, High: >= 0 } ? Interval.Everything : context.Rounded(context[0] * context[1].Inverse());

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    internal readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => IsFloat<T>() ? a / b : IntegerQuotient(a, b);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        {
            if (IsFloat<T>())
            {
                TensorPrimitives.Divide(a, b, y);
                return;
            }

            for (var i = 0; i < y.Length; i++)
            {
                y[i] = IntegerQuotient(a[i], b[i]);
            }
        }

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y)
        {
            if (IsFloat<T>())
            {
                TensorPrimitives.Divide(a, b, y);
                return;
            }

            for (var i = 0; i < y.Length; i++)
            {
                y[i] = IntegerQuotient(a[i], b);
            }
        }

        private static bool IsFloat<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

        // The processor traps on x / 0 and on the smallest integer / −1.
        private static T IntegerQuotient<T>(T a, T b) where T : INumber<T> =>
            T.IsZero(b) ? T.Zero : b == -T.One ? T.Zero - a : a / b;
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (a, b, shape) = (context.Input(0), context.Input(1), context.OutputGradient(0).Shape);
        if (context.Wants(0))
        {
            var whole = context.Whole<T>(0);
            Binary.Run<Function, T>(context.Upstream<T>(), shape, b.Values<T>(), b.Shape, whole, shape);
            context.Fold<T>(0, whole);
        }

        if (context.Wants(1))
        {
            // −dy·a/b², one division after the other: b² may overflow where the quotient does not.
            var whole = context.Whole<T>(1);
            var gradient = context.InputGradient(1).Values<T>();
            Binary.Run<Function, T>(context.Upstream<T>(), shape, b.Values<T>(), b.Shape, whole, shape);
            Binary.Run<Mul.Function, T>(whole, shape, a.Values<T>(), a.Shape, whole, shape);
            Binary.Run<Function, T>(whole, shape, b.Values<T>(), b.Shape, whole, shape);
            context.Fold<T>(1, whole);
            TensorPrimitives.Negate(gradient, gradient);
        }
    }
}
