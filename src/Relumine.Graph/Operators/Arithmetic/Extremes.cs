using System.Numerics;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>
/// Gradients of the largest or smallest of several broadcast tensors. Of two operands that are equal the second is the
/// side that <see cref="Kink"/> counts, as in max(a, b) = a + relu(b − a): they get 1 − λ and λ. Of more, the
/// first gets all.
/// </summary>
internal static class Extremes
{
    public static void Backward<K>(BackwardContext context) where K : struct, IBinary<K> =>
        FloatLoop.Run(default(Loop<K>), context);

    private readonly struct Loop<K> : IFloatLoop<BackwardContext> where K : struct, IBinary<K>
    {
        void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => Backward<K, T>(context);
    }

    private static void Backward<K, T>(BackwardContext context) where K : struct, IBinary<K> where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (context.InputCount == 2)
        {
            OfTwo<K, T>(context);
            return;
        }

        var shape = context.OutputGradient(0).Shape;
        var memory = context.Scratch<T>(3 * shape.ElementCount);
        var best = memory[..shape.ElementCount];
        var rest = memory[shape.ElementCount..(2 * shape.ElementCount)];
        var whole = memory[(2 * shape.ElementCount)..];
        var first = context.Input(0);
        Scatter(first.Values<T>(), first.Shape, best, shape);
        for (var i = 1; i < context.InputCount; i++)
        {
            Binary.Run<K, T>(best, shape, context.Input(i).Values<T>(), context.Input(i).Shape, best, shape);
        }

        // What the first of the best has taken is not left for those behind it.
        context.Upstream<T>().CopyTo(rest);
        for (var i = 0; i < context.InputCount; i++)
        {
            Take(context.Input(i), shape, best, rest, whole);
            if (context.Wants(i))
            {
                context.Fold<T>(i, whole);
            }
        }
    }

    private static void OfTwo<K, T>(BackwardContext context) where K : struct, IBinary<K> where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (a, b, g) = (context.Input(0), context.Input(1), context.OutputGradient(0));
        var lambda = T.CreateTruncating(context.Kink.Lambda);
        for (var i = 0; i < 2; i++)
        {
            if (context.Wants(i))
            {
                var whole = context.Whole<T>(i);
                Share<K, T>(a.Values<T>(), b.Values<T>(), g.Values<T>(), Nest.Broadcast(g.Shape, a.Shape, b.Shape), lambda, ofSecond: i == 1, whole);
                context.Fold<T>(i, whole);
            }
        }
    }

    private static void Share<K, T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> g, Nest nest, T lambda, bool ofSecond, Span<T> whole)
        where K : struct, IBinary<K>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (nest.IsEmpty)
        {
            return;
        }

        var (strideA, strideB, _) = nest.Strides;
        var at = 0;
        nest.Start();
        do
        {
            for (var i = 0; i < nest.Length; i++, at++)
            {
                var (left, right) = (a[nest.A + i * strideA], b[nest.B + i * strideB]);
                var first = left == right ? T.One - lambda : K.Of(left, right).Equals(left) ? T.One : T.Zero;
                var share = ofSecond ? T.One - first : first;
                whole[at] = T.IsZero(share) ? T.Zero : share * g[at];
            }
        }
        while (nest.Next());
    }

    private static void Take<T>(ModelTensor operand, Shape shape, ReadOnlySpan<T> best, Span<T> rest, Span<T> whole)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var nest = Nest.Broadcast(shape, operand.Shape, shape);
        if (nest.IsEmpty)
        {
            return;
        }

        var x = operand.Values<T>();
        var (stride, _, _) = nest.Strides;
        var at = 0;
        nest.Start();
        do
        {
            for (var i = 0; i < nest.Length; i++, at++)
            {
                var value = x[nest.A + i * stride];
                var isBest = value == best[at] || (T.IsNaN(value) && T.IsNaN(best[at]));
                whole[at] = isBest ? rest[at] : T.Zero;
                rest[at] = isBest ? T.Zero : rest[at];
            }
        }
        while (nest.Next());
    }

    private static void Scatter<T>(ReadOnlySpan<T> x, Shape small, Span<T> y, Shape large) where T : unmanaged, INumber<T>
    {
        y.Clear();
        var nest = Nest.Broadcast(large, small, large);
        Scattering.Add(x, y, ref nest);
    }
}
