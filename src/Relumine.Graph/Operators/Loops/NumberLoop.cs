using System.Numerics;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>What an operator does with numbers of one type, integers among them.</summary>
/// <typeparam name="C">What it reads and writes.</typeparam>
internal interface INumberLoop<in C>
{
    /// <summary>Does it for the type <typeparamref name="T"/>.</summary>
    void Run<T>(C context) where T : unmanaged, INumber<T>;
}

/// <summary>The one place that chooses between float, double and the integers of 64 and 32 bits, in front of loops that take all of them.</summary>
internal static class NumberLoop
{
    /// <summary>Runs a loop in a type; <see cref="ElementType.Int32"/> unless it is one of the others.</summary>
    public static void Run<L, C>(L loop, ElementType type, C context) where L : INumberLoop<C>
    {
        switch (type)
        {
            case ElementType.Float32:
                loop.Run<float>(context);
                break;
            case ElementType.Float64:
                loop.Run<double>(context);
                break;
            case ElementType.Int64:
                loop.Run<long>(context);
                break;
            default:
                loop.Run<int>(context);
                break;
        }
    }
}
