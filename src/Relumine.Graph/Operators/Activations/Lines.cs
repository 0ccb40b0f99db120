using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Activations;

/// <summary>A function of a line of numbers that gives a line of the same length; it may have both in the same memory.</summary>
internal interface ILine
{
    static abstract void Of<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Applies a function to every line of elements along an axis.</summary>
internal static class Lines
{
    public static void Run<K>(ForwardContext context, int axis) where K : struct, ILine =>
        FloatLoop.Run(new Loop<K>(axis), context);

    private readonly struct Loop<K>(int axis) : IFloatLoop<ForwardContext> where K : struct, ILine
    {
        void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context) => Lines.Run<K, T>(context, axis);
    }

    private static void Run<K, T>(ForwardContext context, int axis)
        where K : struct, ILine
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = context.Input(0).Shape;
        var (length, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        var x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        if (x.IsEmpty)
        {
            return;
        }

        var line = context.Scratch<T>(2 * length);
        var scratch = line[length..];
        line = line[..length];
        if (inner == 1)
        {
            for (var at = 0; at < x.Length; at += length)
            {
                K.Of(x.Slice(at, length), y.Slice(at, length), scratch);
            }

            return;
        }

        for (var block = 0; block < x.Length; block += length * inner)
        {
            for (var first = block; first < block + inner; first++)
            {
                for (var i = 0; i < length; i++)
                {
                    line[i] = x[first + i * inner];
                }

                K.Of(line, line, scratch);
                for (var i = 0; i < length; i++)
                {
                    y[first + i * inner] = line[i];
                }
            }
        }
    }
}
