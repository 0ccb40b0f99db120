using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>Firing counts alone, in two instructions a vector.</summary>
internal unsafe struct CountProbe<V, T> : IColumnProbe<CountProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private V _fired;

    /// <inheritdoc/>
    public static bool NeedsValues => false;

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
    public void Observe(V z, V a) => _fired += One(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3) => _fired += One(z0) + One(z1) + (One(z2) + One(z3));

    /// <summary>1 where a unit fires, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V One(V z) => V.IfGreater(z, V.Of(0), V.Of(1), V.Of(0));
}
