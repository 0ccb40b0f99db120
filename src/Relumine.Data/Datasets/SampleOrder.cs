using Relumine.Kernels.Randomness;

namespace Relumine.Data.Datasets;

/// <summary>
/// Which samples each step of a run sees: every epoch all of them once, in an order that depends on the seed and on the
/// number of the epoch alone. So a run can go on, or be replayed, from any step. The last batch of an epoch may be smaller.
/// </summary>
/// <remarks>Not safe for use by several threads at once: it remembers the order of the last epoch it was asked for.</remarks>
public sealed class SampleOrder
{
    /// <summary>The stream of the random numbers that put validation data aside.</summary>
    internal const uint SplitStream = 0x5350_4C49;

    private const uint EpochStream = 0x4550_4F43;

    private readonly int[] _order;
    private readonly int _batch;
    private readonly ulong _seed;
    private readonly bool _ordered;
    private long _epoch = -1;

    /// <summary>Makes the orders of a run.</summary>
    /// <param name="samples">The number of samples; at least 1.</param>
    /// <param name="batch">The samples of a step; at least 1.</param>
    /// <param name="seed">Equal seeds give equal orders.</param>
    /// <param name="ordered">Never to shuffle: every epoch runs from the first sample to the last.</param>
    public SampleOrder(int samples, int batch, ulong seed, bool ordered = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (_order, _batch, _seed, _ordered) = (new int[samples], Math.Min(batch, samples), seed, ordered);
        StepsPerEpoch = (samples + _batch - 1) / _batch;
        Identity(_order);
    }

    /// <summary>The steps in which every sample is seen once.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The samples of one step, good until the next call. Allocates nothing.</summary>
    /// <param name="step">The step, from 0, through all epochs.</param>
    public ReadOnlySpan<int> Batch(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var epoch = step / StepsPerEpoch;
        if (epoch != _epoch && !_ordered)
        {
            Shuffle(_order, _seed, EpochStream, checked((uint)epoch));
        }

        _epoch = epoch;
        var first = (int)(step % StepsPerEpoch) * _batch;
        return _order.AsSpan(first, Math.Min(_batch, _order.Length - first));
    }

    /// <summary>Fills a span with 0, 1, 2 ….</summary>
    internal static void Identity(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }

    /// <summary>Fills a span with 0, 1, 2 … in random order, every order being as likely (Durstenfeld 1964).</summary>
    internal static void Shuffle(Span<int> order, ulong seed, uint stream, uint epoch)
    {
        Identity(order);
        var random = new CounterRandom(seed, stream, epoch);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = (int)((i + 1) * random.Uniform(i));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
