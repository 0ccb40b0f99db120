using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// What <see cref="FiringProbe{V, T}"/> sees where every z is finite, in fewer instructions: instead of counting what is not, it adds up products
/// of z, of which one leaves NaN or infinity where a z is not finite (<see cref="ProbeRecord.IsInDoubt"/>); then the layer is run again, and looked at
/// exactly.
/// </summary>
internal unsafe struct FiniteFiringProbe<V, T> : IColumnProbe<FiniteFiringProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private V _fired;
    private V _counts;
    private V _minimum;
    private V _maximum;
    private V _doubt;

    /// <inheritdoc/>
    public static bool NeedsValues => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteFiringProbe<V, T> Start() => new()
    {
        _minimum = V.Of(double.PositiveInfinity),
        _maximum = V.Of(double.NegativeInfinity),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteFiringProbe<V, T> Load(T* record, nint stride) => new()
    {
        _fired = V.Load(ref record[ProbeRecord.Fired * stride]),
        _minimum = V.Load(ref record[ProbeRecord.Minimum * stride]),
        _maximum = V.Load(ref record[ProbeRecord.Maximum * stride]),
        _doubt = V.Load(ref record[ProbeRecord.NonFinite * stride]),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(T* record, nint stride)
    {
        V.Store(_fired, ref record[ProbeRecord.Fired * stride]);
        V.Store(_minimum, ref record[ProbeRecord.Minimum * stride]);
        V.Store(_maximum, ref record[ProbeRecord.Maximum * stride]);
        V.Store(_doubt, ref record[ProbeRecord.NonFinite * stride]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z, V a)
    {
        _fired += PositiveCount.One<V, T>(z);
        _minimum = V.MinNumber(_minimum, z);
        _maximum = V.MaxNumber(_maximum, z);
        _doubt += z;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3)
    {
        _counts = PositiveCount.Add<V, T>(_counts, z0, z1, z2, z3);

        // Of zeros of both signs, the first stays, as in the order of the rows.
        _minimum = V.MinNumber(_minimum, V.MinNumber(V.MinNumber(z0, z1), V.MinNumber(z2, z3)));
        _maximum = V.MaxNumber(_maximum, V.MaxNumber(V.MaxNumber(z0, z1), V.MaxNumber(z2, z3)));
        _doubt = V.MulAdd(z2, z3, V.MulAdd(z0, z1, _doubt));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Settle()
    {
        _fired += PositiveCount.ToNumbers<V, T>(_counts);
        _counts = V.Of(0);
    }
}
