using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// Looks at the pre-activations of a dense layer that come a batch at a time, in a loop where every microsecond counts:
/// what batches say is added up in the element type, and goes into the statistics only once in many rows.
/// </summary>
public abstract class StreamObserver
{
    private protected StreamObserver(UnitStatistics statistics) => Statistics = statistics;

    /// <summary>The number of samples that <see cref="Flush"/> will add to the statistics.</summary>
    public int Pending { get; private protected set; }

    /// <summary>Where what is seen goes.</summary>
    private protected UnitStatistics Statistics { get; }

    /// <summary>An observer of a layer.</summary>
    /// <param name="activation">The function that makes activations of what is handed over; null if it is activations already.</param>
    /// <param name="statistics">Where to add what is seen, with all details; of a dense layer.</param>
    public static StreamObserver Of(Activation? activation, UnitStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return activation is null ? new Compiled<Untouched>(default, statistics) : activation.Accept(new Compiler(statistics));
    }

    /// <summary>Takes in a batch.</summary>
    /// <param name="z">[samples, units], row-major.</param>
    /// <param name="samples">The number of samples.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public abstract void Observe(ReadOnlySpan<float> z, int samples);

    /// <inheritdoc cref="Observe(ReadOnlySpan{float}, int)"/>
    public abstract void Observe(ReadOnlySpan<double> z, int samples);

    /// <summary>Adds what is pending to the statistics.</summary>
    public abstract void Flush();

    private sealed class Compiler(UnitStatistics statistics) : IActivationVisitor<StreamObserver>
    {
        public StreamObserver Visit<F>(F activation) where F : struct, IActivation<F> => new Compiled<Activated<F>>(new(activation), statistics);
    }

    private sealed unsafe class Compiled<E>(E response, UnitStatistics statistics) : StreamObserver(statistics) where E : struct, IPointwise
    {
        // So many rows in one record: few enough for floats to add, many enough for the record's cost not to count.
        private const int Block = 1024;

        private readonly E _response = response;
        private readonly ProbeBlocks _blocks = new();
        private bool _isSingle;
        private bool _isSecond;
        private int _stride;

        public override void Observe(ReadOnlySpan<float> z, int samples) => Observe(z, samples, isSingle: true);

        public override void Observe(ReadOnlySpan<double> z, int samples) => Observe(z, samples, isSingle: false);

        public override void Flush()
        {
            if (Pending == 0)
            {
                return;
            }

            var fields = ProbeRecord.Fields(ProbeDetail.Full);
            var start = _isSecond ? fields * _stride : 0;
            if (_isSingle)
            {
                ProbeRecord.AddTo(Statistics, _blocks.Reserve<float>(2, fields, _stride) + start, _stride, Pending);
            }
            else
            {
                ProbeRecord.AddTo(Statistics, _blocks.Reserve<double>(2, fields, _stride) + start, _stride, Pending);
            }

            Pending = 0;
        }

        private void Observe<T>(ReadOnlySpan<T> z, int samples, bool isSingle)
            where T : unmanaged
        {
            Begin(z.Length, samples, isSingle);
            for (var row = 0; row < samples;)
            {
                var rows = Math.Min(samples - row, Block - Pending);
                var loop = new Loop<T>(this, z[(row * Statistics.Units)..], rows);
                LaneWidth.Run<T, Loop<T>>(ref loop);
                row += rows;
                FlushIfFull();
            }
        }

        private void Begin(int length, int samples, bool isSingle)
        {
            if (samples < 0 || length != (long)samples * Statistics.Units)
            {
                throw new ArgumentException(
                    $"{samples} samples of {Statistics.Units} units are {(long)samples * Statistics.Units} values, but {length} were given."
                );
            }

            if (_isSingle != isSingle)
            {
                Flush();
                _isSingle = isSingle;
            }
        }

        private void FlushIfFull()
        {
            if (Pending == Block)
            {
                Flush();
            }
        }

        private readonly ref struct Loop<T>(Compiled<E> owner, ReadOnlySpan<T> z, int rows) : ILaneLoop
            where T : unmanaged
        {
            private readonly ReadOnlySpan<T> _z = z;

            public void Run<V, TLane>()
                where V : struct, IWideLanes<V, TLane>
                where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane> => new Loop<TLane>(owner, MemoryMarshal.Cast<T, TLane>(_z), rows).Go<V>();

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            private void Go<V>()
                where V : struct, IWideLanes<V, T>
            {
                var (units, fields, done) = (owner.Statistics.Units, ProbeRecord.Fields(ProbeDetail.Full), 0);
                var stride = owner._stride = (units + V.Count - 1) / V.Count * V.Count;
                var records = owner._blocks.Reserve<T>(2, fields, stride);
                var other = records + ((nint)fields * stride);
                var from = owner._isSecond ? other : records;
                var to = owner._isSecond ? records : other;
                fixed (T* z = _z)
                {
                    if (owner.Pending == 0)
                    {
                        // The first row tells the origins, and whether there are any.
                        for (var column = 0; column < units; column += V.Count)
                        {
                            Exactly<V>(FullProbe<V, T>.Start(), z + column, Math.Min(V.Count, units - column), 1, from + column, stride);
                        }

                        done = 1;
                    }

                    var rest = z + ((nint)done * units);
                    for (var column = 0; column < units; column += V.Count)
                    {
                        var count = Math.Min(V.Count, units - column);
                        if (count < V.Count || !Quickly<V>(rest + column, rows - done, from + column, to + column, stride))
                        {
                            Exactly<V>(FullProbe<V, T>.Load(from + column, stride), rest + column, count, rows - done, to + column, stride);
                        }
                    }
                }

                owner._isSecond = !owner._isSecond;
                owner.Pending += rows;
            }

            // Whether all was finite; if not, what was written is of no use. From one record to another, so that it can be done again.
            private bool Quickly<V>(T* z, int rows, T* from, T* to, nint stride)
                where V : struct, IWideLanes<V, T>
            {
                Rows<V>(owner._response, z, owner.Statistics.Units, rows, from, to, stride);
                var doubt = V.Load(ref to[ProbeRecord.Sum * stride]) - V.Load(ref to[ProbeRecord.Sum * stride])
                    + (V.Load(ref to[ProbeRecord.ActivationSum * stride]) - V.Load(ref to[ProbeRecord.ActivationSum * stride]));
                var lanes = stackalloc T[V.Count];
                V.Store(doubt, ref *lanes);
                return !new ReadOnlySpan<byte>(lanes, V.Count * sizeof(T)).ContainsAnyExcept((byte)0);
            }

            // On its own, so that the whole state stays in registers.
            [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
            private static void Rows<V>(E response, T* z, nint units, int rows, T* from, T* to, nint stride)
                where V : struct, IWideLanes<V, T>
            {
                var probe = FiniteProbe<V, T>.Load(from, stride);
                for (var row = 0; row < rows; row++)
                {
                    var x = V.Load(ref *z);
                    probe.Observe(x, response.Value(x));
                    z += units;
                }

                probe.Save(to, stride);
                V.Store(V.Load(ref from[ProbeRecord.NonFinite * stride]), ref to[ProbeRecord.NonFinite * stride]);
            }

            private void Exactly<V>(FullProbe<V, T> probe, T* z, int count, int rows, T* to, nint stride)
                where V : struct, IWideLanes<V, T>
            {
                var units = (nint)owner.Statistics.Units;
                for (var row = 0; row < rows; row++)
                {
                    var x = V.LoadPartial(ref z[row * units], count);
                    probe.Observe(x, owner._response.Value(x));
                }

                probe.Save(to, stride);
            }
        }
    }
}
