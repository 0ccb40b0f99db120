using System.Numerics;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>Value and both slopes of an activation at one number, computed in all lanes of a register; every lane must agree.</summary>
internal readonly struct FormulaAt<V, T>(T x) : IActivationVisitor<(T Value, T Left, T Right)>
    where V : struct, IWideLanes<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public (T Value, T Left, T Right) Visit<F>(F activation) where F : struct, IActivation<F>
    {
        var lanes = V.Broadcast(x);
        return (One(F.Value(activation, lanes)), One(F.SlopeFromLeft(activation, lanes)), One(F.SlopeFromRight(activation, lanes)));
    }

    private static T One(V lanes)
    {
        Span<T> stored = stackalloc T[64];
        V.Store(lanes, ref stored[0]);
        foreach (var lane in stored[..V.Count])
        {
            lane.Equals(stored[0]).ShouldBeTrue();
        }

        return stored[0];
    }
}
