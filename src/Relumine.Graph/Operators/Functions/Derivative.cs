using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The derivative of a function of one number, told from its argument or from its value.</summary>
internal interface IDerivative
{
    static abstract T Of<T>(T known) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Gradients of functions that work on every element by itself.</summary>
internal static class Derivative
{
    /// <summary>dx = K(x)·dy.</summary>
    public static void OfInput<K>(BackwardContext context) where K : struct, IDerivative => Run<K>(context, context.Input(0));

    /// <summary>dx = K(y)·dy.</summary>
    public static void OfOutput<K>(BackwardContext context) where K : struct, IDerivative => Run<K>(context, context.Output(0));

    /// <summary>dx = dy, in the type of x.</summary>
    public static void OfIdentity(BackwardContext context)
    {
        if (context.HasOutputGradient(0) && context.OutputGradient(0).Type.IsFloat())
        {
            Conversion.Run(context.OutputGradient(0), context.InputGradient(0));
        }
        else
        {
            OfSteps(context);
        }
    }

    /// <summary>0 for every input that is asked for: the derivative of a function that is constant in steps, wherever it has one.</summary>
    public static void OfSteps(BackwardContext context)
    {
        for (var i = 0; i < context.InputCount; i++)
        {
            if (context.Wants(i))
            {
                context.InputGradient(i).Bytes.Clear();
            }
        }
    }

    private static void Run<K>(BackwardContext context, ModelTensor known) where K : struct, IDerivative =>
        FloatLoop.Run(new Loop<K>(known), context.InputGradient(0).Type, context);

    private readonly struct Loop<K>(ModelTensor known) : IFloatLoop<BackwardContext> where K : struct, IDerivative
    {
        void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) =>
            Derivative.Run<K, T>(known.Values<T>(), context.OutputGradient(0).Values<T>(), context.InputGradient(0).Values<T>());
    }

    private static void Run<K, T>(ReadOnlySpan<T> known, ReadOnlySpan<T> g, Span<T> dx)
        where K : struct, IDerivative
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < dx.Length; i++)
        {
            dx[i] = K.Of(known[i]) * g[i];
        }
    }
}
