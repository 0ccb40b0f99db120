using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>
/// Converts elements from one type to another: fractions are cut off, integers keep their low bits, numbers that do
/// not fit become the nearest that does, NaN becomes 0, and everything but 0 is true.
/// </summary>
internal static class Conversion
{
    public static void Run(ModelTensor x, ModelTensor y)
    {
        if (x.Type == y.Type)
        {
            x.Bytes.CopyTo(y.Bytes);
            return;
        }

        switch (x.Type)
        {
            case ElementType.Float32:
                From<float>(x.Values<float>(), y);
                break;
            case ElementType.Float64:
                From<double>(x.Values<double>(), y);
                break;
            case ElementType.Int64:
                From<long>(x.Values<long>(), y);
                break;
            case ElementType.Int32:
                From<int>(x.Values<int>(), y);
                break;
            default:
                From<byte>(x.Bytes, y);
                break;
        }
    }

    private static void From<T>(ReadOnlySpan<T> x, ModelTensor y) where T : unmanaged, INumber<T>
    {
        switch (y.Type)
        {
            case ElementType.Float32:
                TensorPrimitives.ConvertTruncating(x, y.Values<float>());
                break;
            case ElementType.Float64:
                TensorPrimitives.ConvertTruncating(x, y.Values<double>());
                break;
            case ElementType.Int64:
                ToInteger(x, y.Values<long>());
                break;
            case ElementType.Int32:
                ToInteger(x, y.Values<int>());
                break;
            default:
                ToBool(x, y.Values<bool>());
                break;
        }
    }

    private static void ToInteger<T, R>(ReadOnlySpan<T> x, Span<R> y)
        where T : unmanaged, INumber<T>
        where R : unmanaged, INumber<R>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = Accumulate.IsFloat<T>() ? R.CreateSaturating(x[i]) : R.CreateTruncating(x[i]);
        }
    }

    private static void ToBool<T>(ReadOnlySpan<T> x, Span<bool> y) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] != T.Zero;
        }
    }
}
