using System.Numerics;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>Gives the gradient of an extreme of many elements to the first that is one, or to the first NaN.</summary>
internal static class Choosing
{
    private const int None = -1;

    /// <summary>dx = dy at the first element than which none is better, 0 elsewhere; K(a, b) says that a is better.</summary>
    public static void Run<K>(BackwardContext context, AxisSet axes) where K : struct, IComparison =>
        FloatLoop.Run(new Loop<K>(axes), context);

    private readonly struct Loop<K>(AxisSet axes) : IFloatLoop<BackwardContext> where K : struct, IComparison
    {
        void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => Choosing.Run<K, T>(context, axes);
    }

    private static void Run<K, T>(BackwardContext context, AxisSet axes) where K : struct, IComparison where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = context.Input(0).Values<T>();
        var g = context.Upstream<T>();
        var dx = context.InputGradient(0).Values<T>();
        dx.Clear();
        var nest = Spreading.Nest(context.Input(0).Shape, axes, g.Length, out _);
        if (nest.IsEmpty)
        {
            return;
        }

        var best = context.Scratch<int>(g.Length);
        best.Fill(None);
        var (stride, _, _) = nest.Strides;
        var at = 0;
        nest.Start();
        do
        {
            for (int i = 0, result = nest.A; i < nest.Length; i++, at++, result += stride)
            {
                var champion = best[result];
                if (champion == None || K.Of(x[at], x[champion]))
                {
                    best[result] = at;
                }
            }
        }
        while (nest.Next());
        for (var i = 0; i < best.Length; i++)
        {
            dx[best[i]] = g[i];
        }
    }
}
