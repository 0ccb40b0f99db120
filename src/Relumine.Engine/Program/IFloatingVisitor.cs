using System.Numerics;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Program;

/// <summary>Something that is done with numbers of a type that is known while running only: <see cref="FloatingType.As"/> calls it with the type.</summary>
internal interface IFloatingVisitor<out TResult>
{
    /// <summary>Does it with numbers of type <typeparamref name="T"/>.</summary>
    TResult Visit<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The one place where the type of a plan's numbers becomes a type argument.</summary>
internal static class FloatingType
{
    /// <summary>Calls a visitor with double for <see cref="ElementType.Float64"/>, and with float for everything else.</summary>
    /// <remarks>For what is made once, not for what is done at every step: it may allocate.</remarks>
    public static TResult As<TResult>(this ElementType type, IFloatingVisitor<TResult> visitor) =>
        type == ElementType.Float64 ? visitor.Visit<double>() : visitor.Visit<float>();
}
