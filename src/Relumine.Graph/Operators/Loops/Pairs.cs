using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>A function of two numbers over spans: both walk, or one of them stands.</summary>
internal interface IPairs<T, R>
{
    static abstract void Both(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<R> y);

    static abstract void Left(ReadOnlySpan<T> a, T b, Span<R> y);

    static abstract void Right(T a, ReadOnlySpan<T> b, Span<R> y);
}

/// <summary>The one loop over two tensors that are broadcast against each other.</summary>
internal static class Pairs
{
    public static void Run<P, T, R>(ReadOnlySpan<T> a, Shape shapeA, ReadOnlySpan<T> b, Shape shapeB, Span<R> y, Shape shape)
        where P : struct, IPairs<T, R>
    {
        var nest = Nest.Broadcast(shape, shapeA, shapeB);
        if (nest.IsEmpty)
        {
            return;
        }

        var (length, at) = (nest.Length, 0);
        var (strideA, strideB, _) = nest.Strides;
        nest.Start();
        do
        {
            var target = y.Slice(at, length);
            if (strideA == 0 && strideB == 0)
            {
                // Of three operands, the third may be larger than the first two.
                P.Both(a.Slice(nest.A, 1), b.Slice(nest.B, 1), target[..1]);
                target.Fill(target[0]);
            }
            else if (strideA == 0)
            {
                P.Right(a[nest.A], b.Slice(nest.B, length), target);
            }
            else if (strideB == 0)
            {
                P.Left(a.Slice(nest.A, length), b[nest.B], target);
            }
            else
            {
                P.Both(a.Slice(nest.A, length), b.Slice(nest.B, length), target);
            }

            at += length;
        }
        while (nest.Next());
    }
}
