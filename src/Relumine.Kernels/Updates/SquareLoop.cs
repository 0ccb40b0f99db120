using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>The loop behind <see cref="Norms"/>.</summary>
internal unsafe ref struct SquareLoop<T>(ReadOnlySpan<T> numbers) : ILaneLoop
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 4096;

    // Partial sums: four registers of the widest floats, so that every width can keep them in the same order.
    private const int Partials = 64;

    private readonly ReadOnlySpan<T> _numbers = numbers;

    /// <summary>The sum.</summary>
    public double Total { get; private set; }

    public void Run<V, TLane>() where V : struct, IWideLanes<V, TLane> where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane> =>
        Total = new SquareLoop<TLane>(MemoryMarshal.Cast<T, TLane>(_numbers)).Sum<V>();

    private readonly double Sum<V>() where V : struct, IWideLanes<V, T>
    {
        var total = 0.0;
        fixed (T* x = _numbers)
        {
            for (var i = 0; i < _numbers.Length; i += Block)
            {
                var count = Math.Min(Block, _numbers.Length - i);
                var sum = Add<V>(x + i, count);
                total += double.IsFinite(sum) ? sum : Exactly(x + i, count);
            }
        }

        return total;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Add<V>(T* numbers, int count) where V : struct, IWideLanes<V, T>
    {
        var partials = stackalloc T[Partials];
        for (var lane = 0; lane < Partials; lane += 4 * V.Count)
        {
            V zero = V.Broadcast(default);
            V s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            var i = lane;
            for (; i + 4 * V.Count <= count; i += Partials)
            {
                var (x0, x1, x2, x3) = (
                    V.Load(ref numbers[i]),
                    V.Load(ref numbers[i + V.Count]),
                    V.Load(ref numbers[i + 2 * V.Count]),
                    V.Load(ref numbers[i + 3 * V.Count])
                );
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
                var x = V.LoadPartial(ref numbers[i], left);
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
    private static double Exactly(T* numbers, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var x = double.CreateTruncating(numbers[i]);
            sum += x * x;
        }

        return sum;
    }
}
