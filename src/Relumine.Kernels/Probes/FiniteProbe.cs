using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// What <see cref="FullProbe{V, T}"/> sees where every z is finite and the origins are known, in half the instructions.
/// Where that was wrong, the sums
/// say so afterwards: a z that is not finite leaves one at NaN or infinity.
/// </summary>
internal unsafe struct FiniteProbe<V, T>
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

    /// <summary>The state that was saved.</summary>
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

    /// <summary>Writes the state, but for the count of what is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(T* record, nint stride)
    {
        V.Store(_fired, ref record[ProbeRecord.Fired * stride]);
        V.Store(_minimum, ref record[ProbeRecord.Minimum * stride]);
        V.Store(_maximum, ref record[ProbeRecord.Maximum * stride]);
        V.Store(_origin, ref record[ProbeRecord.Origin * stride]);
        V.Store(_sum, ref record[ProbeRecord.Sum * stride]);
        V.Store(_squares, ref record[ProbeRecord.Squares * stride]);
        V.Store(_activationOrigin, ref record[ProbeRecord.ActivationOrigin * stride]);
        V.Store(_activationSum, ref record[ProbeRecord.ActivationSum * stride]);
        V.Store(_activationSquares, ref record[ProbeRecord.ActivationSquares * stride]);
        V.Store(_activationAbsolutes, ref record[ProbeRecord.ActivationAbsolutes * stride]);
        V.Store(_activationMaximum, ref record[ProbeRecord.ActivationMaximum * stride]);
    }

    /// <summary>Looks at one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z, V a)
    {
        _fired = V.IfGreater(z, V.Of(0), _fired + V.Of(1), _fired);
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
}
