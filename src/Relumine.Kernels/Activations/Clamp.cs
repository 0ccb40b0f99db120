using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The identity between two bounds: what ReLU6, HardTanh and HardSigmoid have in common.</summary>
internal static class Clamp
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(V x, V min, V max) where V : struct, ILanes<V> => V.AtMost(V.AtLeast(x, min), max);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(V x, V min, V max) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreater(x, min, V.IfGreater(x, max, V.Of(0), V.Of(1)), V.Of(0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(V x, V min, V max) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreaterOrEqual(x, min, V.IfGreaterOrEqual(x, max, V.Of(0), V.Of(1)), V.Of(0)));
}
