using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>A number that sums up a row of numbers; the row may be empty.</summary>
internal interface IReduction
{
    static abstract T Of<T>(ReadOnlySpan<T> x) where T : unmanaged, INumber<T>;
}

/// <summary>
/// Reduces a tensor over a set of axes. Each result is computed from its elements in their order, whether they lie
/// side by side or not, so neither threads nor stacked samples change a bit.
/// </summary>
internal static class Reduction
{
    public static void Run<K>(ForwardContext context, AxisSet axes) where K : struct, IReduction
    {
        var (x, y) = (context.Input(0), context.Output(0));
        switch (x.Type)
        {
            case ElementType.Float32:
                Run<K, float>(context, axes, x.Values<float>(), y.Values<float>());
                break;
            case ElementType.Float64:
                Run<K, double>(context, axes, x.Values<double>(), y.Values<double>());
                break;
            case ElementType.Int64:
                Run<K, long>(context, axes, x.Values<long>(), y.Values<long>());
                break;
            case ElementType.Int32:
                Run<K, int>(context, axes, x.Values<int>(), y.Values<int>());
                break;
            default:
                Run<K, byte>(context, axes, x.Bytes, y.Bytes);
                break;
        }
    }

    private static void Run<K, T>(ForwardContext context, AxisSet axes, ReadOnlySpan<T> x, Span<T> y)
        where K : struct, IReduction
        where T : unmanaged, INumber<T>
    {
        var shape = context.Input(0).Shape;
        var (kept, reduced) = (default(Nest), default(Nest));
        var length = 1;
        for (int d = 0, stride = x.Length; d < shape.Rank; d++)
        {
            stride = shape[d] == 0 ? 0 : stride / shape[d];
            if (axes.Contains(d))
            {
                reduced.Add(shape[d], stride);
                length *= shape[d];
            }
            else
            {
                kept.Add(shape[d], stride);
            }
        }

        if (kept.IsEmpty)
        {
            return;
        }

        var isContiguous = reduced.IsFlat && reduced.Strides.A <= 1;
        var row = isContiguous ? default : context.Scratch<T>(length);
        var at = 0;
        kept.Start();
        do
        {
            for (var i = 0; i < kept.Length; i++)
            {
                var first = kept.A + i * kept.Strides.A;
                y[at++] = K.Of(isContiguous ? x.Slice(first, length) : Gather(x, first, ref reduced, row));
            }
        }
        while (kept.Next());
    }

    private static Span<T> Gather<T>(ReadOnlySpan<T> x, int first, ref Nest nest, Span<T> row)
    {
        if (nest.IsEmpty)
        {
            return [];
        }

        var (at, length, stride) = (0, nest.Length, nest.Strides.A);
        nest.Start(first);
        do
        {
            for (int i = 0, from = nest.A; i < length; i++, from += stride)
            {
                row[at++] = x[from];
            }
        }
        while (nest.Next());
        return row;
    }
}
