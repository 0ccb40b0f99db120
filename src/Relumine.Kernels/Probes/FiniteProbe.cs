using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// What <see cref="FullProbe{V, T}"/> sees where every z is finite and the origins are known, in half the instructions.
/// Where that was wrong, the sums
/// say so afterwards: a z that is not finite leaves one at NaN or infinity.
/// </summary>
internal unsafe struct FiniteProbe<V, T> : IColumnProbe<FiniteProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private V _fired;
    private V _minimum;
    private V _maximum;
    private V _origin;
    private V _sum;
    private V _squares;
    private V _activationOrigin;
    private V _activationSum;
    private V _activationSquares;
    private V _activationAbsolutes;
    private V _activationMaximum;

    /// <inheritdoc/>
    public static bool NeedsValues => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteProbe<V, T> Start() => new()
    {
        _minimum = V.Of(double.PositiveInfinity),
        _maximum = V.Of(double.NegativeInfinity),
        _activationMaximum = V.Of(double.NegativeInfinity),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteProbe<V, T> Load(T* record, nint stride) => new()
    {
        _fired = V.Load(ref record[ProbeRecord.Fired * stride]),
        _minimum = V.Load(ref record[ProbeRecord.Minimum * stride]),
        _maximum = V.Load(ref record[ProbeRecord.Maximum * stride]),
        _origin = V.Load(ref record[ProbeRecord.Origin * stride]),
        _sum = V.Load(ref record[ProbeRecord.Sum * stride]),
        _squares = V.Load(ref record[ProbeRecord.Squares * stride]),
        _activationOrigin = V.Load(ref record[ProbeRecord.ActivationOrigin * stride]),
        _activationSum = V.Load(ref record[ProbeRecord.ActivationSum * stride]),
        _activationSquares = V.Load(ref record[ProbeRecord.ActivationSquares * stride]),
        _activationAbsolutes = V.Load(ref record[ProbeRecord.ActivationAbsolutes * stride]),
        _activationMaximum = V.Load(ref record[ProbeRecord.ActivationMaximum * stride]),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(T* record, nint stride)
    {
        V.Store(_fired, ref record[ProbeRecord.Fired * stride]);
        V.Store(_minimum, ref record[ProbeRecord.Minimum * stride]);
        V.Store(_maximum, ref record[ProbeRecord.Maximum * stride]);
        V.Store(V.Broadcast(default), ref record[ProbeRecord.NonFinite * stride]);
        V.Store(_origin, ref record[ProbeRecord.Origin * stride]);
        V.Store(_sum, ref record[ProbeRecord.Sum * stride]);
        V.Store(_squares, ref record[ProbeRecord.Squares * stride]);
        V.Store(_activationOrigin, ref record[ProbeRecord.ActivationOrigin * stride]);
        V.Store(_activationSum, ref record[ProbeRecord.ActivationSum * stride]);
        V.Store(_activationSquares, ref record[ProbeRecord.ActivationSquares * stride]);
        V.Store(_activationAbsolutes, ref record[ProbeRecord.ActivationAbsolutes * stride]);
        V.Store(_activationMaximum, ref record[ProbeRecord.ActivationMaximum * stride]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(V z, V a) => (_origin, _activationOrigin) = (z, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z, V a)
    {
        _fired += PositiveCount.One<V, T>(z);
        _minimum = V.MinNumber(_minimum, z);
        _maximum = V.MaxNumber(_maximum, z);
        _activationMaximum = V.MaxNumber(_activationMaximum, a);
        var off = z - _origin;
        _sum += off;
        _squares = V.MulAdd(off, off, _squares);
        var activationOff = a - _activationOrigin;
        _activationSum += activationOff;
        _activationSquares = V.MulAdd(activationOff, activationOff, _activationSquares);
        _activationAbsolutes += V.Abs(a);
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
