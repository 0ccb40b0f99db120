using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>
/// The remainder of a / b of broadcast tensors (ONNX Mod): with the sign of b for integers, with that of a, as in C,
/// if asked for, which floating-point numbers need. The remainder by the integer 0, which ONNX leaves open, is 0.
/// </summary>
/// <param name="Fmod">Whether the remainder has the sign of a.</param>
public sealed record Mod(bool Fmod = false) : BroadcastingOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Mod";

    /// <inheritdoc/>
    public override int Since => 10;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 10;

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new Mod(reader.Flag("fmod"));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Fmod)
        {
            writer.Int("fmod", 1);
        }
    }

    // With the sign of a, and no larger; or with the sign of b, and no larger than it.
    internal override Interval? Bounds(BoundsContext context) =>
        Fmod ? context[0].Hull(Interval.Point(0)) : context.Rounded(context[1].Hull(Interval.Point(0)));

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        if (Fmod)
        {
            Binary.Run<Truncated>(context);
        }
        else
        {
            Binary.Run<Floored>(context);
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    // The processor traps on the integers x % 0 and smallest % −1; floating-point numbers give NaN by themselves.
    private static T Remainder<T>(T a, T b) where T : INumber<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? a % b
        : T.IsZero(b) || b == -T.One ? T.Zero : a % b;

    private readonly struct Truncated : IBinary<Truncated>
    {
        static T IBinary<Truncated>.Of<T>(T a, T b) => Remainder(a, b);
    }

    private readonly struct Floored : IBinary<Floored>
    {
        static T IBinary<Floored>.Of<T>(T a, T b)
        {
            var rest = Remainder(a, b);
            return T.IsZero(rest) || T.IsNegative(rest) == T.IsNegative(b) ? rest : rest + b;
        }
    }

    // a − b·trunc(a/b), or a − b·⌊a/b⌋: the quotient is constant in steps.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (context.Wants(0))
        {
            context.Fold(0, context.Upstream<T>());
        }

        if (context.Wants(1))
        {
            var (a, b, shape) = (context.Input(0), context.Input(1), context.OutputGradient(0).Shape);
            var whole = context.Whole<T>(1);
            if (Fmod)
            {
                Binary.Run<NegatedQuotient<Truncated>, T>(a.Values<T>(), a.Shape, b.Values<T>(), b.Shape, whole, shape);
            }
            else
            {
                Binary.Run<NegatedQuotient<Floored>, T>(a.Values<T>(), a.Shape, b.Values<T>(), b.Shape, whole, shape);
            }

            TensorPrimitives.Multiply(whole, context.Upstream<T>(), whole);
            context.Fold<T>(1, whole);
        }
    }

    private readonly struct NegatedQuotient<K> : IBinary<NegatedQuotient<K>> where K : struct, IBinary<K>
    {
        static T IBinary<NegatedQuotient<K>>.Of<T>(T a, T b) => (K.Of(a, b) - a) / b;
    }
}
