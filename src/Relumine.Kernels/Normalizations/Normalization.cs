using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Normalizations;

/// <summary>
/// <c>y = f((x − mean)·factor + shift + residual)</c> for each channel, the channels of a position side by side; f is the rectifier or nothing.
/// </summary>
public static unsafe class Normalization
{
    /// <summary>Computes y.</summary>
    /// <param name="operands">Where everything is.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <param name="statistics">Takes in what the channels do on these samples, or null.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void Run<T>(in NormalizationOperands<T> operands, WorkerPool? pool = null, UnitStatistics? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(operands, pool, statistics, LaneWidth.Bits);

    /// <summary>The same with registers of so many bits.</summary>
    internal static void Run<T>(in NormalizationOperands<T> operands, WorkerPool? pool, UnitStatistics? statistics, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (channels, samples) = (operands.Mean.Length, operands.Samples);
        var positions = operands.Check();
        fixed (T* x = operands.Input, mean = operands.Mean, factor = operands.Factor, shift = operands.Shift, residual = operands.Residual, y = operands.Output)
        {
            // A register may reach into the channels behind the last.
            var stride = Panel.Padded<T>(channels) + Panel.Width<T>();
            var fields = statistics is null ? 0 : ProbeRecord.Fields(statistics.Detail);
            var records = statistics is null ? null : statistics.Blocks.Reserve<T>(samples, fields, stride);
            var loop = new Loop
            {
                Input = x,
                Mean = mean,
                Factor = factor,
                Shift = shift,
                Residual = operands.Residual.IsEmpty ? null : residual,
                Output = y,
                Records = records,
                RecordSize = (nint)fields * stride,
                RecordStride = stride,
                Samples = samples,
                Positions = positions,
                Channels = channels,
                Rectifies = operands.Rectifies,
                Detail = statistics?.Detail,
                Pool = pool,
            };
            LaneWidth.Run<T, Loop>(ref loop, bits);
            for (var sample = 0; statistics is not null && sample < samples; sample++)
            {
                ProbeRecord.AddPlaneTo(statistics, records + sample * (nint)fields * stride, stride, positions);
            }
        }
    }

    private struct Loop : ILaneLoop
    {
        public void* Input;
        public void* Mean;
        public void* Factor;
        public void* Shift;
        public void* Residual;
        public void* Output;
        public void* Records;
        public nint RecordSize;
        public nint RecordStride;
        public int Samples;
        public int Positions;
        public int Channels;
        public bool Rectifies;
        public ProbeDetail? Detail;
        public WorkerPool? Pool;

        public readonly void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (Rectifies)
            {
                ChooseProbe<V, T, Activated<Relu>>();
            }
            else
            {
                ChooseProbe<V, T, Untouched>();
            }
        }

        private readonly void ChooseProbe<V, T, E>() where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise
        {
            switch (Detail)
            {
                case null: Start<V, T, E, NoProbe<V, T>>(); break;
                case ProbeDetail.Counts: Start<V, T, E, CountProbe<V, T>>(); break;
                case ProbeDetail.Firing: Start<V, T, E, FiringProbe<V, T>>(); break;
                default: Start<V, T, E, FullProbe<V, T>>(); break;
            }
        }

        private readonly void Start<V, T, E, P>()
            where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T> =>
            NormalizationSamples.Run(new Body<V, T, E, P>(this), Samples, Pool);
    }

    private readonly struct Body<V, T, E, P>(Loop loop) : ISampleBody
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        private readonly Loop _loop = loop;

        public void Run(int first, int end)
        {
            for (var sample = first; sample < end; sample++)
            {
                var at = (nint)sample * _loop.Positions * _loop.Channels;
                T* residual = _loop.Residual is null ? null : (T*)_loop.Residual + at, record = (T*)_loop.Records + sample * _loop.RecordSize;
                if (_loop.Records is null)
                {
                    Rows((T*)_loop.Input + at, residual, (T*)_loop.Output + at);
                }
                else
                {
                    Columns((T*)_loop.Input + at, residual, (T*)_loop.Output + at, record);
                }
            }
        }

        // In the order in which the numbers lie.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Rows(T* x, T* residual, T* y)
        {
            T* mean = (T*)_loop.Mean, factor = (T*)_loop.Factor, shift = (T*)_loop.Shift;
            var channels = _loop.Channels;
            var function = default(E);
            for (var left = _loop.Positions; left > 0; left--)
            {
                var column = 0;
                for (; column + V.Count <= channels; column += V.Count, x += V.Count, y += V.Count)
                {
                    var sum = V.MulAdd(V.Load(ref *x) - V.Load(ref mean[column]), V.Load(ref factor[column]), V.Load(ref shift[column]));
                    if (residual is not null)
                    {
                        sum += V.Load(ref *residual);
                        residual += V.Count;
                    }

                    V.Store(function.Value(sum), ref *y);
                }

                if (column < channels)
                {
                    var count = channels - column;
                    V centre = V.LoadPartial(ref mean[column], count), by = V.LoadPartial(ref factor[column], count);
                    var sum = V.MulAdd(V.LoadPartial(ref *x, count) - centre, by, V.LoadPartial(ref shift[column], count));
                    if (residual is not null)
                    {
                        sum += V.LoadPartial(ref *residual, count);
                        residual += count;
                    }

                    V.StorePartial(function.Value(sum), ref *y, count);
                    x += count;
                    y += count;
                }
            }
        }

        // Channel by channel, because what a probe knows stays in registers.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Columns(T* x, T* residual, T* y, T* record)
        {
            nint step = _loop.Channels;
            var function = default(E);
            for (var column = 0; column < _loop.Channels; column += V.Count)
            {
                var count = Math.Min(V.Count, _loop.Channels - column);
                var mean = V.LoadPartial(ref ((T*)_loop.Mean)[column], count);
                var factor = V.LoadPartial(ref ((T*)_loop.Factor)[column], count);
                var shift = V.LoadPartial(ref ((T*)_loop.Shift)[column], count);
                T* from = x + column, beside = residual is null ? null : residual + column, to = y + column;
                var probe = P.Start();
                for (var left = _loop.Positions; left > 0; left--, from += step, to += step)
                {
                    var isWhole = count == V.Count;
                    var sum = V.MulAdd((isWhole ? V.Load(ref *from) : V.LoadPartial(ref *from, count)) - mean, factor, shift);
                    if (beside is not null)
                    {
                        sum += isWhole ? V.Load(ref *beside) : V.LoadPartial(ref *beside, count);
                        beside += step;
                    }

                    var value = function.Value(sum);
                    probe.Observe(sum, value);
                    if (isWhole)
                    {
                        V.Store(value, ref *to);
                    }
                    else
                    {
                        V.StorePartial(value, ref *to, count);
                    }
                }

                probe.Save(record + column, _loop.RecordStride);
            }
        }
    }
}
