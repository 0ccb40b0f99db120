using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>Firing counts alone, in two instructions a vector.</summary>
internal unsafe struct CountProbe<V, T> : IColumnProbe<CountProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private V _fired;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountProbe<V, T> Start() => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountProbe<V, T> Load(T* record, nint stride) => new() { _fired = V.Load(ref record[ProbeRecord.Fired * stride]) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(T* record, nint stride) => V.Store(_fired, ref record[ProbeRecord.Fired * stride]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z, V a) => _fired = V.IfGreater(z, V.Of(0), _fired + V.Of(1), _fired);
}
