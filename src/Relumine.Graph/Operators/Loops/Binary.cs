using System.Numerics;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>A function of two numbers of one type; truth values come as bytes 0 and 1.</summary>
/// <typeparam name="K">The implementing struct itself.</typeparam>
internal interface IBinary<K> where K : struct, IBinary<K>
{
    static abstract T Of<T>(T a, T b) where T : unmanaged, INumber<T>;

    static virtual void Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = K.Of(a[i], b[i]);
        }
    }

    static virtual void Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = K.Of(a[i], b);
        }
    }

    static virtual void Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = K.Of(a, b[i]);
        }
    }
}

/// <summary>Applies a function of two numbers to tensors that are broadcast against each other.</summary>
internal static class Binary
{
    /// <summary>output = K(input 0, input 1).</summary>
    public static void Run<K>(ForwardContext context) where K : struct, IBinary<K> =>
        Run<K>(context.Input(0), context.Input(1), context.Output(0));

    /// <summary>output = K(… K(K(input 0, input 1), input 2) …).</summary>
    public static void Fold<K>(ForwardContext context) where K : struct, IBinary<K>
    {
        var output = context.Output(0);
        if (context.InputCount == 1)
        {
            context.Input(0).Bytes.CopyTo(output.Bytes);
            return;
        }

        Run<K>(context.Input(0), context.Input(1), output);
        for (var i = 2; i < context.InputCount; i++)
        {
            Run<K>(output, context.Input(i), output);
        }
    }

    public static void Run<K>(ModelTensor a, ModelTensor b, ModelTensor y) where K : struct, IBinary<K>
    {
        switch (y.Type)
        {
            case ElementType.Float32:
                Run<K, float>(a.Values<float>(), a.Shape, b.Values<float>(), b.Shape, y.Values<float>(), y.Shape);
                break;
            case ElementType.Float64:
                Run<K, double>(a.Values<double>(), a.Shape, b.Values<double>(), b.Shape, y.Values<double>(), y.Shape);
                break;
            case ElementType.Int64:
                Run<K, long>(a.Values<long>(), a.Shape, b.Values<long>(), b.Shape, y.Values<long>(), y.Shape);
                break;
            case ElementType.Int32:
                Run<K, int>(a.Values<int>(), a.Shape, b.Values<int>(), b.Shape, y.Values<int>(), y.Shape);
                break;
            default:
                Run<K, byte>(a.Bytes, a.Shape, b.Bytes, b.Shape, y.Bytes, y.Shape);
                break;
        }
    }

    public static void Run<K, T>(ReadOnlySpan<T> a, Shape shapeA, ReadOnlySpan<T> b, Shape shapeB, Span<T> y, Shape shape)
        where K : struct, IBinary<K>
        where T : unmanaged, INumber<T> =>
        Pairs.Run<Loop<K, T>, T, T>(a, shapeA, b, shapeB, y, shape);

    private readonly struct Loop<K, T> : IPairs<T, T>
        where K : struct, IBinary<K>
        where T : unmanaged, INumber<T>
    {
        public static void Both(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => K.Of(a[..y.Length], b[..y.Length], y);

        public static void Left(ReadOnlySpan<T> a, T b, Span<T> y) => K.Of(a[..y.Length], b, y);

        public static void Right(T a, ReadOnlySpan<T> b, Span<T> y) => K.Of(a, b[..y.Length], y);
    }
}
