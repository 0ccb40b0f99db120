using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>A function of numbers of any type.</summary>
internal interface IUnary
{
    static abstract void Of<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>;
}

/// <summary>A function of floating-point numbers.</summary>
internal interface IFloatUnary
{
    static abstract void Of<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Applies a function to every element.</summary>
internal static class Unary
{
    public static void Run<K>(ForwardContext context) where K : struct, IUnary
    {
        var (x, y) = (context.Input(0), context.Output(0));
        switch (x.Type)
        {
            case ElementType.Float32:
                K.Of<float>(x.Values<float>(), y.Values<float>());
                break;
            case ElementType.Float64:
                K.Of<double>(x.Values<double>(), y.Values<double>());
                break;
            case ElementType.Int64:
                K.Of<long>(x.Values<long>(), y.Values<long>());
                break;
            case ElementType.Int32:
                K.Of<int>(x.Values<int>(), y.Values<int>());
                break;
            default:
                K.Of<byte>(x.Bytes, y.Bytes);
                break;
        }
    }

    public static void RunFloat<K>(ForwardContext context) where K : struct, IFloatUnary => FloatLoop.Run(default(Loop<K>), context);

    private readonly struct Loop<K> : IFloatLoop<ForwardContext> where K : struct, IFloatUnary
    {
        void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context) => K.Of<T>(context.Input(0).Values<T>(), context.Output(0).Values<T>());
    }
}
