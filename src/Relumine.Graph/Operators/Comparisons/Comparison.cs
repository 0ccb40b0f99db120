using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>A question about two numbers of one type.</summary>
internal interface IComparison
{
    static abstract bool Of<T>(T a, T b) where T : unmanaged, INumber<T>;
}

/// <summary>Compares tensors that are broadcast against each other.</summary>
internal static class Comparison
{
    /// <summary>output = K(input 0, input 1).</summary>
    public static void Run<K>(ForwardContext context) where K : struct, IComparison
    {
        var (a, b, y) = (context.Input(0), context.Input(1), context.Output(0));
        switch (a.Type)
        {
            case ElementType.Float32:
                Run<K, float>(a.Values<float>(), b.Values<float>());
                break;
            case ElementType.Float64:
                Run<K, double>(a.Values<double>(), b.Values<double>());
                break;
            case ElementType.Int64:
                Run<K, long>(a.Values<long>(), b.Values<long>());
                break;
            case ElementType.Int32:
                Run<K, int>(a.Values<int>(), b.Values<int>());
                break;
            default:
                Run<K, byte>(a.Bytes, b.Bytes);
                break;
        }

        void Run<C, T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) where C : struct, IComparison where T : unmanaged, INumber<T> =>
            Pairs.Run<Loop<C, T>, T, bool>(left, a.Shape, right, b.Shape, y.Values<bool>(), y.Shape);
    }

    private readonly struct Loop<K, T> : IPairs<T, bool>
        where K : struct, IComparison
        where T : unmanaged, INumber<T>
    {
        public static void Both(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<bool> y)
        {
            for (var i = 0; i < y.Length; i++)
            {
                y[i] = K.Of(a[i], b[i]);
            }
        }

        public static void Left(ReadOnlySpan<T> a, T b, Span<bool> y)
        {
            for (var i = 0; i < y.Length; i++)
            {
                y[i] = K.Of(a[i], b);
            }
        }

        public static void Right(T a, ReadOnlySpan<T> b, Span<bool> y)
        {
            for (var i = 0; i < y.Length; i++)
            {
                y[i] = K.Of(a, b[i]);
            }
        }
    }
}
