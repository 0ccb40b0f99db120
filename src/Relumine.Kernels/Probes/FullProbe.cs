using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// What <see cref="FiringProbe{V, T}"/> sees, and sums of z and a over finite z. Sums run over the difference from the
/// first value of the block, so that the spread of a unit that hardly moves is not lost in rounding.
/// </summary>
internal unsafe struct FullProbe<V, T> : IColumnProbe<FullProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private FiringProbe<V, T> _firing;
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
    public static FullProbe<V, T> Start() => new()
    {
        _firing = FiringProbe<V, T>.Start(),
        _origin = V.Of(double.NaN),
        _activationOrigin = V.Of(double.NaN),
        _activationMaximum = V.Of(double.NegativeInfinity),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FullProbe<V, T> Load(T* record, nint stride)
    {
        return new()
        {
            _firing = FiringProbe<V, T>.Load(record, stride),
            _origin = V.Load(ref record[ProbeRecord.Origin * stride]),
            _sum = V.Load(ref record[ProbeRecord.Sum * stride]),
            _squares = V.Load(ref record[ProbeRecord.Squares * stride]),
            _activationOrigin = V.Load(ref record[ProbeRecord.ActivationOrigin * stride]),
            _activationSum = V.Load(ref record[ProbeRecord.ActivationSum * stride]),
            _activationSquares = V.Load(ref record[ProbeRecord.ActivationSquares * stride]),
            _activationAbsolutes = V.Load(ref record[ProbeRecord.ActivationAbsolutes * stride]),
            _activationMaximum = V.Load(ref record[ProbeRecord.ActivationMaximum * stride]),
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(T* record, nint stride)
    {
        _firing.Save(record, stride);
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
    public void Observe(V z, V a)
    {
        _firing.Observe(z, a);
        _activationMaximum = V.MaxNumber(_activationMaximum, a);

        // Where z is not finite, the origin itself stands in for z and a: it adds nothing.
        V infinity = V.Of(double.PositiveInfinity), size = V.Abs(z);
        _origin = V.IfNaN(_origin, V.IfGreater(infinity, size, z, _origin), _origin);
        _activationOrigin = V.IfNaN(_activationOrigin, V.IfGreater(infinity, size, a, _activationOrigin), _activationOrigin);
        var off = V.IfGreater(infinity, size, z - _origin, V.Of(0));
        _sum += off;
        _squares = V.MulAdd(off, off, _squares);
        var activationOff = V.IfGreater(infinity, size, a - _activationOrigin, V.Of(0));
        _activationSum += activationOff;
        _activationSquares = V.MulAdd(activationOff, activationOff, _activationSquares);
        _activationAbsolutes = V.IfGreater(infinity, size, _activationAbsolutes + V.Abs(a), _activationAbsolutes);
    }
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3)
    {
        // Sums have one order.
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
