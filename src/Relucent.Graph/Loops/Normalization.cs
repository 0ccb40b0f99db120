using System.Numerics;

namespace Relucent.Operators;

/// <summary>Normalises groups of adjacent elements, with statistics in double precision, then scales and shifts them.</summary>
internal static class Normalization
{
    public static void Run(ForwardContext context, int axis, double epsilon, bool centre)
    {
        if (context.Input(0).Type == ElementType.Float32)
        {
            Run<float>(context, axis, epsilon, centre);
        }
        else
        {
            Run<double>(context, axis, epsilon, centre);
        }
    }

    private static void Run<T>(ForwardContext context, int axis, double epsilon, bool centre) where T : unmanaged, INumber<T>
    {
        var shape = context.Input(0).Shape;
        var size = shape.Product(axis, shape.Rank);
        var x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        for (var at = 0; at < x.Length; at += size)
        {
            var from = x.Slice(at, size);
            var to = at / size;
            var mean = centre ? Accumulate.Sum<T>(from) / size : 0;
            var squares = 0.0;
            foreach (var value in from)
            {
                var deviation = double.CreateTruncating(value) - mean;
                squares += deviation * deviation;
            }

            var inverse = 1 / Math.Sqrt(squares / size + epsilon);
            for (var i = 0; i < size; i++)
            {
                y[at + i] = T.CreateTruncating((double.CreateTruncating(from[i]) - mean) * inverse);
            }

            Keep(context, 1, to, mean);
            Keep(context, 2, to, inverse);
        }

        Binary.Run<Mul.Function, T>(y, shape, context.Input(1).Values<T>(), context.Input(1).Shape, y, shape);
        if (context.HasInput(2))
        {
            Binary.Run<Add.Function, T>(y, shape, context.Input(2).Values<T>(), context.Input(2).Shape, y, shape);
        }
    }

    private static void Keep(ForwardContext context, int output, int group, double value)
    {
        if (context.HasOutput(output))
        {
            context.Output(output).Values<float>()[group] = (float)value;
        }
    }
}
