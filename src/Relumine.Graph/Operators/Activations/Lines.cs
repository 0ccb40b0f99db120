using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Activations;

/// <summary>A function of lines of <c>width</c> numbers, one behind another, that gives as many; it may have both in the same memory.</summary>
internal interface ILine
{
    static abstract void Of<T>(ReadOnlySpan<T> x, int width, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Applies a function to every line of elements along an axis.</summary>
internal static class Lines
{
    // Elements that are gathered at a time from lines that lie across memory: they stay in the first-level cache.
    private const int Block = 4096;

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
        var (width, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        var x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        if (x.IsEmpty)
        {
            return;
        }

        if (inner == 1)
        {
            K.Of(x, width, y);
            return;
        }

        var most = Math.Min(inner, Math.Max(1, Block / width));
        var lines = context.Scratch<T>(most * width);
        for (var block = 0; block < x.Length; block += width * inner)
        {
            for (var first = 0; first < inner; first += most)
            {
                var count = Math.Min(most, inner - first);
                var part = lines[..(count * width)];
                for (var i = 0; i < width; i++)
                {
                    var row = x.Slice(block + i * inner + first, count);
                    for (int k = 0, at = i; k < row.Length; k++, at += width)
                    {
                        part[at] = row[k];
                    }
                }

                K.Of(part, width, part);
                for (var i = 0; i < width; i++)
                {
                    var row = y.Slice(block + i * inner + first, count);
                    for (int k = 0, at = i; k < row.Length; k++, at += width)
                    {
                        row[k] = part[at];
                    }
                }
            }
        }
    }
}
