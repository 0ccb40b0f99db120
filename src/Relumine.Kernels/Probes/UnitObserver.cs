using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// Looks at the pre-activations and activations of a layer in memory, where no fused driver saw them pass: columns of
/// a dense layer, channels of a convolution, or units that have several values in one sample.
/// </summary>
public static class UnitObserver
{
    /// <summary>Takes in <paramref name="samples"/> samples of a layer.</summary>
    /// <param name="z">The pre-activations, [samples, outer, units, inner], row-major.</param>
    /// <param name="a">The activations, of the same shape.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outer">The product of a sample's dimensions in front of the units.</param>
    /// <param name="inner">The product of a sample's dimensions behind the units.</param>
    /// <param name="statistics">Where to add what is seen; its number of units is the layer's.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Observe<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, int samples, int outer, int inner, UnitStatistics statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Observe(z, a, samples, outer, inner, statistics, LaneWidth.Bits);

    /// <summary>The same on registers of so many bits.</summary>
    internal static void Observe<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, int samples, int outer, int inner, UnitStatistics statistics, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var expected = (long)samples * outer * statistics.Units * inner;
        if (z.Length != expected || a.Length != expected)
        {
            throw new ArgumentException(
                $"{samples} samples of [{outer}, {statistics.Units}, {inner}] are {expected} values, but {z.Length} pre-activations and {a.Length} activations "
                    + $"were given."
            );
        }

        var loop = new Loop<T>(z, a, samples, outer, inner, statistics);
        LaneWidth.Run<T, Loop<T>>(ref loop, bits);
    }

    private static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> span)
        where TFrom : struct
        where TTo : struct => System.Runtime.InteropServices.MemoryMarshal.Cast<TFrom, TTo>(span);

    private readonly ref struct Loop<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, int samples, int outer, int inner, UnitStatistics statistics) : ILaneLoop
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _z = z;
        private readonly ReadOnlySpan<T> _a = a;

        public void Run<V, TLane>()
            where V : struct, IWideLanes<V, TLane>
            where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane> =>
            new Loop<TLane>(Cast<T, TLane>(_z), Cast<T, TLane>(_a), samples, outer, inner, statistics).Go<V>();

        private void Go<V>()
            where V : struct, IWideLanes<V, T>
        {
            if (outer * inner != 1)
            {
                Planes<V>();
            }
            else if (statistics.Detail == ProbeDetail.Full)
            {
                Columns<V, FullProbe<V, T>>();
            }
            else if (statistics.Detail == ProbeDetail.Counts)
            {
                Columns<V, CountProbe<V, T>>();
            }
            else
            {
                Columns<V, FiringProbe<V, T>>();
            }
        }

        /// <summary>One value a unit and sample: as the epilogue of a matrix product does it, a strip of columns at a time.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private unsafe void Columns<V, P>()
            where V : struct, IWideLanes<V, T>
            where P : struct, IColumnProbe<P, V, T>
        {
            var units = statistics.Units;
            var stride = (units + V.Count - 1) / V.Count * V.Count;
            var record = statistics.Blocks.Reserve<T>(1, ProbeRecord.Fields(statistics.Detail), stride);
            for (var column = 0; column < units; column += V.Count)
            {
                var count = Math.Min(V.Count, units - column);
                var probe = P.Start();
                for (var row = 0; row < samples; row++)
                {
                    var at = row * units + column;
                    probe.Observe(Load<V>(_z, at, count), Load<V>(_a, at, count));
                }

                probe.Save(record + column, stride);
            }

            ProbeRecord.AddTo(statistics, record, stride, samples);
        }

        /// <summary>Several values a unit and sample: one unit after another.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private unsafe void Planes<V>()
            where V : struct, IWideLanes<V, T>
        {
            var positions = outer * inner;
            Span<T> gathered = outer > 1 && inner < PlaneObserver<V, T>.Partials ? new(statistics.Blocks.Reserve<T>(2, 1, positions), 2 * positions) : [];
            for (var sample = 0; sample < samples; sample++)
            {
                for (var unit = 0; unit < statistics.Units; unit++)
                {
                    var plane = new PlaneObserver<V, T>(statistics.Detail);
                    if (gathered.IsEmpty)
                    {
                        for (var o = 0; o < outer; o++)
                        {
                            var start = ((sample * outer + o) * statistics.Units + unit) * inner;
                            plane.Observe(_z.Slice(start, inner), _a.Slice(start, inner));
                        }
                    }
                    else
                    {
                        Gather(gathered, sample, unit);
                        plane.Observe(gathered[..positions], gathered[positions..]);
                    }

                    plane.AddTo(statistics, unit, positions);
                }

                statistics.Samples++;
                statistics.Values += positions;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Gather(Span<T> to, int sample, int unit)
        {
            var next = 0;
            for (var o = 0; o < outer; o++)
            {
                var start = ((sample * outer + o) * statistics.Units + unit) * inner;
                for (var i = 0; i < inner; i++, next++)
                {
                    to[next] = _z[start + i];
                    to[next + outer * inner] = _a[start + i];
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Load<V>(ReadOnlySpan<T> from, int at, int count)
            where V : struct, IWideLanes<V, T>
        {
            ref readonly var first = ref from[at];
            return count == V.Count ? V.Load(in first) : V.LoadPartial(in first, count);
        }
    }
}
