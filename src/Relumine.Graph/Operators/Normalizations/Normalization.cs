using System.Numerics;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>Normalises groups of adjacent elements, with statistics in double precision, then scales and shifts them.</summary>
internal static class Normalization
{
    public static void Run(ForwardContext context, int axis, double epsilon, bool centre) =>
        FloatLoop.Run(new Loop(axis, epsilon, centre), context);

    private readonly struct Loop(int axis, double epsilon, bool centre) : IFloatLoop<ForwardContext>
    {
        void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context) => Normalization.Run<T>(context, axis, epsilon, centre);
    }

    private static void Run<T>(ForwardContext context, int axis, double epsilon, bool centre) where T : unmanaged, INumber<T>
    {
        var shape = context.Input(0).Shape;
        var size = shape.Product(axis, shape.Rank);
        var x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        for (var at = 0; at < x.Length; at += size)
        {
            var (mean, inverse) = Group(x.Slice(at, size), y.Slice(at, size), epsilon, centre);
            Keep(context, 1, at / size, mean);
            Keep(context, 2, at / size, inverse);
        }

        Binary.Run<Mul.Function, T>(y, shape, context.Input(1).Values<T>(), context.Input(1).Shape, y, shape);
        if (context.HasInput(2))
        {
            Binary.Run<Add.Function, T>(y, shape, context.Input(2).Values<T>(), context.Input(2).Shape, y, shape);
        }
    }

    /// <summary>y = (x − mean)/√(variance + ε), with the mean taken as 0 unless <paramref name="centre"/>; returns the mean and the factor.</summary>
    public static (double Mean, double Inverse) Group<T>(ReadOnlySpan<T> x, Span<T> y, double epsilon, bool centre) where T : unmanaged, INumber<T>
    {
        var mean = centre ? Accumulate.Sum(x) / x.Length : 0;
        var squares = 0.0;
        foreach (var value in x)
        {
            var deviation = double.CreateTruncating(value) - mean;
            squares += deviation * deviation;
        }

        var inverse = 1 / Math.Sqrt(squares / x.Length + epsilon);
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating((double.CreateTruncating(x[i]) - mean) * inverse);
        }

        return (mean, inverse);
    }

    /// <summary>Bounds of normalised elements that are scaled and shifted: of n numbers none is more than √n deviations from any mean.</summary>
    public static Interval? Bounds(BoundsContext context, int size, double epsilon)
    {
        if (epsilon < 0)
        {
            return Interval.Everything;
        }

        var scaled = Interval.Within(Math.Sqrt(size)) * context[1];
        return context.Rounded(context.Has(2) ? scaled + context[2] : scaled, 16);
    }

    private static void Keep(ForwardContext context, int output, int group, double value)
    {
        if (context.HasOutput(output))
        {
            context.Output(output).Values<float>()[group] = (float)value;
        }
    }
}
