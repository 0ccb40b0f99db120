using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>a to the power of b, in the type of a, for broadcast tensors (ONNX Pow).</summary>
public sealed record Pow : Op
{
    /// <inheritdoc/>
    public override string Type => "Pow";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) =>
        inputs[0] == inputs[1] && inputs[0] is not (ElementType.Int32 or ElementType.Int64) ? 7 : 12;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Number);
        context.Output(
            0,
            type,
            Shape.Broadcast(shape, context.Need(1, Kinds.Number).Shape) ?? throw context.Fail("the shapes do not broadcast to one another")
        );
    }

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    // Of a base from 0 on a power rises or falls in either operand; a square does so on either side of 0.
    internal override Interval? Bounds(BoundsContext context)
    {
        var (a, b) = (context[0], context[1]);
        if (a.Low < 0 && b is { IsPoint: true, Low: > 0 } && Math.IEEERemainder(b.Low, 2) == 0)
        {
            a = a.Abs();
        }

        if (a.Low < 0 || !double.IsFinite(b.Low) || !double.IsFinite(b.High))
        {
            return Interval.Everything;
        }

        double[] corners = [Math.Pow(a.Low, b.Low), Math.Pow(a.Low, b.High), Math.Pow(a.High, b.Low), Math.Pow(a.High, b.High)];
        return context.Rounded(new(corners.Min(), corners.Max()));
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (a, b, y) = (context.Input(0), context.Input(1), context.Output(0));
        if (a.Type == b.Type)
        {
            Binary.Run<Function>(a, b, y);
            return;
        }

        // Computed in double, and only then brought into the type of a.
        var numbers = context.Scratch<double>(a.Length + b.Length + y.Length);
        var (powers, results) = (a.Length, a.Length + b.Length);
        Widen(a, numbers);
        Widen(b, numbers[powers..]);
        Binary.Run<Function, double>(numbers[..powers], a.Shape, numbers[powers..results], b.Shape, numbers[results..], y.Shape);
        Narrow(numbers[results..], y);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        var (a, b, g) = (context.Input(0), context.Input(1), context.OutputGradient(0));
        for (var i = 0; i < 2; i++)
        {
            if (!context.Wants(i))
            {
                continue;
            }

            // Computed in double, because the two may be of different types.
            var numbers = context.Scratch<double>(a.Length + b.Length + 2 * g.Length);
            var bases = numbers[..a.Length];
            var powers = numbers.Slice(a.Length, b.Length);
            var whole = numbers.Slice(a.Length + b.Length, g.Length);
            var upstream = numbers[^g.Length..];
            Widen(a, bases);
            Widen(b, powers);
            Widen(g, upstream);
            if (i == 0)
            {
                Binary.Run<SlopeOfFirst, double>(bases, a.Shape, powers, b.Shape, whole, g.Shape);
            }
            else
            {
                Binary.Run<SlopeOfSecond, double>(bases, a.Shape, powers, b.Shape, whole, g.Shape);
            }

            TensorPrimitives.Multiply(whole, upstream, whole);
            var gradient = context.InputGradient(i);
            var sum = upstream[..gradient.Length];
            Scattering.Sum(whole, g.Shape, sum, gradient.Shape);
            Narrow(sum, gradient);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksElementwise;

    private static void Widen(ModelTensor from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from.NumberAt(i);
        }
    }

    private static void Narrow(ReadOnlySpan<double> from, ModelTensor to)
    {
        switch (to.Type)
        {
            case ElementType.Float32:
                TensorPrimitives.ConvertTruncating(from, to.Values<float>());
                break;
            case ElementType.Float64:
                from.CopyTo(to.Values<double>());
                break;
            case ElementType.Int64:
                TensorPrimitives.ConvertSaturating(from, to.Values<long>());
                break;
            default:
                TensorPrimitives.ConvertSaturating(from, to.Values<int>());
                break;
        }
    }

    private readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => Accumulate.IsFloat<T>()
            ? T.CreateTruncating(Math.Pow(double.CreateTruncating(a), double.CreateTruncating(b)))
            : Power(a, b);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y)
        {
            // Squares are what decomposed normalisations and losses ask for.
            if (b == T.CreateTruncating(2))
            {
                TensorPrimitives.Multiply(a, a, y);
                return;
            }

            for (var i = 0; i < y.Length; i++)
            {
                y[i] = Accumulate.IsFloat<T>() ? T.CreateTruncating(Math.Pow(double.CreateTruncating(a[i]), double.CreateTruncating(b))) : Power(a[i], b);
            }
        }

        // Exact, and wrapping like the other operations on integers; a negative power is 0 unless the base is ±1.
        private static T Power<T>(T a, T b) where T : INumber<T>
        {
            if (T.IsNegative(b))
            {
                return a == T.One || (a == -T.One && T.IsEvenInteger(b)) ? T.One : a == -T.One ? a : T.Zero;
            }

            var power = T.One;
            for (var two = T.One + T.One; !T.IsZero(b); b /= two, a *= a)
            {
                power = T.IsOddInteger(b) ? power * a : power;
            }

            return power;
        }
    }

    // A power of 0 is constant, and 0 to any positive power is 0, although the formulas give NaN there.
    private readonly struct SlopeOfFirst : IBinary<SlopeOfFirst>
    {
        static T IBinary<SlopeOfFirst>.Of<T>(T a, T b) =>
            T.IsZero(b) ? T.Zero : T.CreateTruncating(double.CreateTruncating(b) * Math.Pow(double.CreateTruncating(a), double.CreateTruncating(b) - 1));
    }

    private readonly struct SlopeOfSecond : IBinary<SlopeOfSecond>
    {
        static T IBinary<SlopeOfSecond>.Of<T>(T a, T b) =>
            T.IsZero(a) && !T.IsNegative(b)
                ? T.Zero
                : T.CreateTruncating(Math.Pow(double.CreateTruncating(a), double.CreateTruncating(b)) * Math.Log(double.CreateTruncating(a)));
    }
}
