using System.Numerics;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>Finds, along an axis, the element that is better than all others.</summary>
internal static class Selection
{
    /// <summary>output = the index of the first (or last) element than which none is better; K(a, b) says that a is better.</summary>
    public static void Run<K>(ForwardContext context, int axis, bool last) where K : struct, IComparison
    {
        var x = context.Input(0);
        switch (x.Type)
        {
            case ElementType.Float32:
                Run<K, float>(context, x.Values<float>(), axis, last);
                break;
            case ElementType.Float64:
                Run<K, double>(context, x.Values<double>(), axis, last);
                break;
            case ElementType.Int64:
                Run<K, long>(context, x.Values<long>(), axis, last);
                break;
            default:
                Run<K, int>(context, x.Values<int>(), axis, last);
                break;
        }
    }

    private static void Run<K, T>(ForwardContext context, ReadOnlySpan<T> x, int axis, bool last)
        where K : struct, IComparison
        where T : unmanaged, INumber<T>
    {
        var shape = context.Input(0).Shape;
        var y = context.Output(0).Values<long>();
        axis = InferenceRules.Axis(axis, shape.Rank);
        var (length, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        for (var at = 0; at < y.Length; at++)
        {
            var first = at / inner * inner * length + at % inner;
            var best = 0;
            for (var i = 1; i < length; i++)
            {
                var (challenger, champion) = (x[first + i * inner], x[first + best * inner]);
                if (K.Of(challenger, champion) || (last && !K.Of(champion, challenger)))
                {
                    best = i;
                }
            }

            y[at] = best;
        }
    }
}
