using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>What the epilogue does to z: an activation, or nothing.</summary>
internal interface IPointwise
{
    /// <summary>f(z).</summary>
    V Value<V>(V z) where V : struct, ILanes<V>;
}

/// <summary>No activation: a = z.</summary>
internal readonly struct Untouched : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V z) where V : struct, ILanes<V> => z;
}

/// <summary>An activation.</summary>
/// <param name="function">The activation with its parameters.</param>
internal readonly struct Activated<F>(F function) : IPointwise where F : struct, IActivation<F>
{
    private readonly F _function = function;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V z) where V : struct, ILanes<V> => F.Value(_function, z);
}
