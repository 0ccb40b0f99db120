using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>Firing counts, the range of z, and the count of its non-finite values.</summary>
internal unsafe struct FiringProbe<V, T> : IColumnProbe<FiringProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private V _fired;
    private V _minimum;
    private V _maximum;
    private V _nonFinite;

    /// <inheritdoc/>
    public static bool NeedsValues => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiringProbe<V, T> Start() => new()
    {
        _minimum = V.Of(double.PositiveInfinity),
        _maximum = V.Of(double.NegativeInfinity),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiringProbe<V, T> Load(T* record, nint stride) => new()
    {
        _fired = V.Load(ref record[ProbeRecord.Fired * stride]),
        _minimum = V.Load(ref record[ProbeRecord.Minimum * stride]),
        _maximum = V.Load(ref record[ProbeRecord.Maximum * stride]),
        _nonFinite = V.Load(ref record[ProbeRecord.NonFinite * stride]),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(T* record, nint stride)
    {
        V.Store(_fired, ref record[ProbeRecord.Fired * stride]);
        V.Store(_minimum, ref record[ProbeRecord.Minimum * stride]);
        V.Store(_maximum, ref record[ProbeRecord.Maximum * stride]);
        V.Store(_nonFinite, ref record[ProbeRecord.NonFinite * stride]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z, V a)
    {
        V zero = V.Of(0), one = V.Of(1);
        _fired = V.IfGreater(z, zero, _fired + one, _fired);
        _minimum = V.MinNumber(_minimum, z);
        _maximum = V.MaxNumber(_maximum, z);
        _nonFinite = V.IfGreater(V.Of(double.PositiveInfinity), V.Abs(z), _nonFinite, _nonFinite + one);
    }
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3)
    {
        Observe(z0, a0);
        Observe(z1, a1);
        Observe(z2, a2);
        Observe(z3, a3);
    }

    /// <inheritdoc/>
    public void Settle()
    {
    }
}
