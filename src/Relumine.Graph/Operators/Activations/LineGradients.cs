using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Activations;

/// <summary>The gradient of a function of a line of numbers, told from the line that it gave.</summary>
internal interface ILineGradient
{
    static abstract void Of<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Applies such gradients to every line of elements along an axis.</summary>
internal static class LineGradients
{
    public static void Run<K>(BackwardContext context, int axis) where K : struct, ILineGradient =>
        FloatLoop.Run(new Loop<K>(InferenceRules.Axis(axis, context.Output(0).Shape.Rank)), context);

    private readonly struct Loop<K>(int axis) : IFloatLoop<BackwardContext> where K : struct, ILineGradient
    {
        void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => LineGradients.Run<K, T>(context, axis);
    }

    private static void Run<K, T>(BackwardContext context, int axis)
        where K : struct, ILineGradient
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = context.Output(0).Shape;
        var (length, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        ReadOnlySpan<T> y = context.Output(0).Values<T>();
        var upstream = context.Upstream<T>();
        var dx = context.InputGradient(0).Values<T>();
        if (inner == 1)
        {
            for (var at = 0; at < y.Length; at += length)
            {
                K.Of(y.Slice(at, length), upstream.Slice(at, length), dx.Slice(at, length));
            }

            return;
        }

        var memory = context.Scratch<T>(2 * length);
        var line = memory[..length];
        var g = memory[length..];
        for (var at = 0; length > 0 && at < y.Length / length; at++)
        {
            var first = at / inner * inner * length + at % inner;
            for (var i = 0; i < length; i++)
            {
                (line[i], g[i]) = (y[first + i * inner], upstream[first + i * inner]);
            }

            K.Of<T>(line, g, g);
            for (var i = 0; i < length; i++)
            {
                dx[first + i * inner] = g[i];
            }
        }
    }
}
