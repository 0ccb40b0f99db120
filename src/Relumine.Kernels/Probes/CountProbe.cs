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
    public void Observe(V z, V a) => _fired += PositiveCount.One<V, T>(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3) =>
        _fired += PositiveCount.One<V, T>(z0) + PositiveCount.One<V, T>(z1) + (PositiveCount.One<V, T>(z2) + PositiveCount.One<V, T>(z3));

    /// <inheritdoc/>
    public void Settle()
    {
    }
}
