using System.Numerics;
using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>
/// The quotient, a / b, of broadcast tensors (ONNX Div). Integers are divided towards zero; a division by zero, which
/// ONNX leaves open, gives 0.
/// </summary>
public sealed record Div : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Div";

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

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
}
