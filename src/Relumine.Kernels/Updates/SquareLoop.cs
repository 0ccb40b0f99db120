using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>The loop behind <see cref="Norms"/>.</summary>
internal unsafe ref struct SquareLoop<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, bool isDifference) : ILaneLoop
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 4096;

    // Partial sums: four registers of the widest floats, so that every width can keep them in the same order.
    private const int Partials = 64;

    private readonly ReadOnlySpan<T> _a = a;
    private readonly ReadOnlySpan<T> _b = b;
    private readonly bool _isDifference = isDifference;

    /// <summary>The sum.</summary>
    public double Total { get; private set; }

    public void Run<V, TLane>() where V : struct, IWideLanes<V, TLane> where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane> =>
        Total = new SquareLoop<TLane>(MemoryMarshal.Cast<T, TLane>(_a), MemoryMarshal.Cast<T, TLane>(_b), _isDifference).Sum<V>();

    private readonly double Sum<V>() where V : struct, IWideLanes<V, T>
    {
        var total = 0.0;
        fixed (T* a = _a, b = _b)
        {
            for (var i = 0; i < _a.Length; i += Block)
            {
                var count = Math.Min(Block, _a.Length - i);
                var sum = Add<V>(a + i, b + i, count, _isDifference);
                total += double.IsFinite(sum) ? sum : Exactly(a + i, b + i, count, _isDifference);
            }
        }

        return total;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Add<V>(T* a, T* b, int count, bool isDifference) where V : struct, IWideLanes<V, T>
    {
        var partials = stackalloc T[Partials];
        for (var lane = 0; lane < Partials; lane += 4 * V.Count)
        {
            V zero = V.Broadcast(default);
            V s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            var i = lane;
            for (; i + 4 * V.Count <= count; i += Partials)
            {
                var (x0, x1, x2, x3) = (V.Load(ref a[i]), V.Load(ref a[i + V.Count]), V.Load(ref a[i + 2 * V.Count]), V.Load(ref a[i + 3 * V.Count]));
                if (isDifference)
                {
                    x0 -= V.Load(ref b[i]);
                    x1 -= V.Load(ref b[i + V.Count]);
                    x2 -= V.Load(ref b[i + 2 * V.Count]);
                    x3 -= V.Load(ref b[i + 3 * V.Count]);
                }

                s0 = V.MulAdd(x0, x0, s0);
                s1 = V.MulAdd(x1, x1, s1);
                s2 = V.MulAdd(x2, x2, s2);
                s3 = V.MulAdd(x3, x3, s3);
            }

            V.Store(s0, ref partials[lane]);
            V.Store(s1, ref partials[lane + V.Count]);
            V.Store(s2, ref partials[lane + 2 * V.Count]);
            V.Store(s3, ref partials[lane + 3 * V.Count]);

            // What is left of this round: fewer than four registers.
            for (var j = lane; i < count; i += V.Count, j += V.Count)
            {
                var left = Math.Min(V.Count, count - i);
                var x = V.LoadPartial(ref a[i], left);
                if (isDifference)
                {
                    x -= V.LoadPartial(ref b[i], left);
                }

                V.Store(V.MulAdd(x, x, V.Load(ref partials[j])), ref partials[j]);
            }
        }

        var sum = 0.0;
        for (var j = 0; j < Partials; j++)
        {
            sum += double.CreateTruncating(partials[j]);
        }

        return sum;
    }

    // One by one in double, where a square was beyond the range of T.
    private static double Exactly(T* a, T* b, int count, bool isDifference)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var x = double.CreateTruncating(a[i]) - (isDifference ? double.CreateTruncating(b[i]) : 0);
            sum += x * x;
        }

        return sum;
    }
}
