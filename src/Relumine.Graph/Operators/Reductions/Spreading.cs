using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>What an element of a tensor that is reduced gets of the gradient of the result.</summary>
internal interface ISpread
{
    /// <summary>Whether the elements of the tensor are needed.</summary>
    static virtual bool ReadsInput => false;

    /// <summary>Whether the results are needed.</summary>
    static virtual bool ReadsOutput => false;

    /// <summary>The gradient of an element.</summary>
    /// <param name="x">The element.</param>
    /// <param name="y">The result.</param>
    /// <param name="g">The gradient of the result.</param>
    /// <param name="count">How many elements make up the result.</param>
    /// <param name="lambda">λ at kinks.</param>
    static abstract T Of<T>(T x, T y, T g, T count, T lambda) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Spreads the gradients of a tensor that was reduced over a set of axes.</summary>
internal static class Spreading
{
    /// <summary>What the backward pass reads; the axes are input 1.</summary>
    public static BackwardNeeds Needs<K>() where K : struct, ISpread =>
        BackwardNeeds.Input(1) | (K.ReadsInput ? BackwardNeeds.Input(0) : default) | (K.ReadsOutput ? BackwardNeeds.Output(0) : default);

    /// <summary>dx = K(x, y, dy).</summary>
    public static void Run<K>(BackwardContext context, AxisSet axes) where K : struct, ISpread =>
        FloatLoop.Run(new Loop<K>(axes), context);

    private readonly struct Loop<K>(AxisSet axes) : IFloatLoop<BackwardContext> where K : struct, ISpread
    {
        void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => Spreading.Run<K, T>(context, axes);
    }

    /// <summary>The elements in order (counted by the caller), with operand A where the result is that each belongs to.</summary>
    public static Nest Nest(Shape shape, AxisSet axes, int results, out int count)
    {
        var nest = default(Nest);
        count = 1;
        for (int d = 0, stride = results; d < shape.Rank; d++)
        {
            if (axes.Contains(d))
            {
                count *= shape[d];
                nest.Add(shape[d], 0);
            }
            else
            {
                stride = shape[d] == 0 ? 0 : stride / shape[d];
                nest.Add(shape[d], stride);
            }
        }

        return nest;
    }

    private static void Run<K, T>(BackwardContext context, AxisSet axes) where K : struct, ISpread where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dx = context.InputGradient(0).Values<T>();
        var g = context.Upstream<T>();
        var x = K.ReadsInput ? context.Input(0).Values<T>() : [];
        var y = K.ReadsOutput ? context.Output(0).Values<T>() : [];
        var nest = Nest(context.InputGradient(0).Shape, axes, g.Length, out var elements);
        if (nest.IsEmpty)
        {
            return;
        }

        var (count, lambda) = (T.CreateTruncating(elements), T.CreateTruncating(context.Kink.Lambda));
        var (stride, _, _) = nest.Strides;
        var at = 0;
        nest.Start();
        do
        {
            for (int i = 0, result = nest.A; i < nest.Length; i++, at++, result += stride)
            {
                dx[at] = K.Of(K.ReadsInput ? x[at] : T.Zero, K.ReadsOutput ? y[result] : T.Zero, g[result], count, lambda);
            }
        }
        while (nest.Next());
    }
}
