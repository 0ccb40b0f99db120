using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Normalizations;

/// <summary>What <see cref="NormalizationGradient"/> sums of each sample.</summary>
internal readonly unsafe struct NormalizationSums<V, T>(
    T* x, T* mean, T* factor, T* shift, RectifierSlope rectifier, T* y, T* gradient, T* parts, int positions, int channels) : ISampleBody
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    /// <inheritdoc/>
    public void Run(int first, int end)
    {
        for (var sample = first; sample < end; sample++)
        {
            var at = (nint)sample * positions * channels;
            var to = parts + 2 * (nint)sample * channels;
            switch (rectifier)
            {
                case RectifierSlope.None: Add<Through>(x + at, null, gradient + at, to); break;
                case RectifierSlope.FromOutput: Add<FromOutput>(x + at, y + at, gradient + at, to); break;
                default: Add<FromInput>(x + at, null, gradient + at, to); break;
            }
        }
    }

    // Four registers of channels at a time, so that rows are gone through nearly in the order in which they lie.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<TSlope>(T* x, T* y, T* gradient, T* to) where TSlope : struct, ISlope
    {
        nint step = channels;
        var column = 0;
        for (; column + 4 * V.Count <= channels; column += 4 * V.Count)
        {
            int c1 = column + V.Count, c2 = c1 + V.Count, c3 = c2 + V.Count;
            V zero = V.Of(0), s0 = zero, s1 = zero, s2 = zero, s3 = zero, t0 = zero, t1 = zero, t2 = zero, t3 = zero;
            V p0 = zero, p1 = zero, p2 = zero, p3 = zero, q0 = zero, q1 = zero, q2 = zero, q3 = zero;
            nint row = 0;
            for (var left = positions / 2; left > 0; left--, row += 2 * step)
            {
                Take<TSlope>(x, y, gradient, row, column, ref s0, ref p0);
                Take<TSlope>(x, y, gradient, row, c1, ref s1, ref p1);
                Take<TSlope>(x, y, gradient, row, c2, ref s2, ref p2);
                Take<TSlope>(x, y, gradient, row, c3, ref s3, ref p3);
                Take<TSlope>(x, y, gradient, row + step, column, ref t0, ref q0);
                Take<TSlope>(x, y, gradient, row + step, c1, ref t1, ref q1);
                Take<TSlope>(x, y, gradient, row + step, c2, ref t2, ref q2);
                Take<TSlope>(x, y, gradient, row + step, c3, ref t3, ref q3);
            }

            if (positions % 2 != 0)
            {
                Take<TSlope>(x, y, gradient, row, column, ref s0, ref p0);
                Take<TSlope>(x, y, gradient, row, c1, ref s1, ref p1);
                Take<TSlope>(x, y, gradient, row, c2, ref s2, ref p2);
                Take<TSlope>(x, y, gradient, row, c3, ref s3, ref p3);
            }

            T* sums = to, products = to + channels;
            V.Store(s0 + t0, ref sums[column]);
            V.Store(s1 + t1, ref sums[c1]);
            V.Store(s2 + t2, ref sums[c2]);
            V.Store(s3 + t3, ref sums[c3]);
            V.Store(p0 + q0, ref products[column]);
            V.Store(p1 + q1, ref products[c1]);
            V.Store(p2 + q2, ref products[c2]);
            V.Store(p3 + q3, ref products[c3]);
        }

        for (; column < channels; column += V.Count)
        {
            var count = Math.Min(V.Count, channels - column);
            var channel = new Channel(
                V.LoadPartial(ref mean[column], count), V.LoadPartial(ref factor[column], count), V.LoadPartial(ref shift[column], count));
            V s = V.Of(0), t = s, p = s, q = s;
            nint at = column;
            for (var left = positions / 2; left > 0; left--, at += 2 * step)
            {
                Take<TSlope>(x, y, gradient, at, count, channel, ref s, ref p);
                Take<TSlope>(x, y, gradient, at + step, count, channel, ref t, ref q);
            }

            if (positions % 2 != 0)
            {
                Take<TSlope>(x, y, gradient, at, count, channel, ref s, ref p);
            }

            V.StorePartial(s + t, ref to[column], count);
            V.StorePartial(p + q, ref to[channels + column], count);
        }
    }

    // What belongs to the channels stays in memory, because the registers are full of sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take<TSlope>(T* x, T* y, T* gradient, nint row, int column, ref V sum, ref V product) where TSlope : struct, ISlope
    {
        var at = row + column;
        var away = V.Load(ref x[at]) - V.Load(ref mean[column]);
        var g = V.Load(ref gradient[at]);
        if (typeof(TSlope) != typeof(Through))
        {
            var isFromOutput = typeof(TSlope) == typeof(FromOutput);
            g = Rectified(isFromOutput ? V.Load(ref y[at]) : V.MulAdd(away, V.Load(ref factor[column]), V.Load(ref shift[column])), g);
            V.Store(g, ref gradient[at]);
        }

        sum += g;
        product = V.MulAdd(g, away, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<TSlope>(T* x, T* y, T* gradient, nint at, int count, in Channel channel, ref V sum, ref V product)
        where TSlope : struct, ISlope
    {
        var away = Load(x + at, count) - channel.Mean;
        var g = Load(gradient + at, count);
        if (typeof(TSlope) != typeof(Through))
        {
            g = Rectified(typeof(TSlope) == typeof(FromOutput) ? Load(y + at, count) : V.MulAdd(away, channel.Factor, channel.Shift), g);
            if (count == V.Count)
            {
                V.Store(g, ref gradient[at]);
            }
            else
            {
                V.StorePartial(g, ref gradient[at], count);
            }
        }

        sum += g;
        product = V.MulAdd(g, away, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load(T* from, int count) => count == V.Count ? V.Load(ref *from) : V.LoadPartial(ref *from, count);

    private readonly struct Channel(V mean, V factor, V shift)
    {
        public readonly V Mean = mean;
        public readonly V Factor = factor;
        public readonly V Shift = shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rectified(V z, V gradient) => V.IfNaN(z, z, V.IfGreater(z, V.Of(0), gradient, V.Of(0)));

    /// <summary>One of <see cref="RectifierSlope"/>, told to the compiler.</summary>
    private interface ISlope;

    private readonly struct Through : ISlope;

    private readonly struct FromOutput : ISlope;

    private readonly struct FromInput : ISlope;
}
