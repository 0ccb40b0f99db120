using System.Numerics;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>What an operator, or a struct that several share, does with numbers of one floating-point type.</summary>
/// <typeparam name="C">What it reads and writes.</typeparam>
internal interface IFloatLoop<in C>
{
    /// <summary>Does it for the type <typeparamref name="T"/>.</summary>
    void Run<T>(C context) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The one place that chooses between float and double, in front of all loops.</summary>
internal static class FloatLoop
{
    /// <summary>Runs a loop in the type of input 0.</summary>
    public static void Run<L>(L loop, ForwardContext context) where L : IFloatLoop<ForwardContext> => Run(loop, context.Input(0).Type, context);

    /// <summary>Runs a loop in the type of the gradients that are wanted; not at all if none is.</summary>
    public static void Run<L>(L loop, BackwardContext context) where L : IFloatLoop<BackwardContext>
    {
        for (var i = 0; i < context.InputCount; i++)
        {
            if (context.Wants(i))
            {
                Run(loop, context.InputGradient(i).Type, context);
                return;
            }
        }
    }

    /// <summary>Runs a loop in a type; <see cref="ElementType.Float64"/> unless it is <see cref="ElementType.Float32"/>.</summary>
    public static void Run<L, C>(L loop, ElementType type, C context) where L : IFloatLoop<C>
    {
        if (type == ElementType.Float32)
        {
            loop.Run<float>(context);
        }
        else
        {
            loop.Run<double>(context);
        }
    }
}
