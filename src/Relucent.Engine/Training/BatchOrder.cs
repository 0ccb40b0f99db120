using Relucent.Kernels;

namespace Relucent.Learning;

/// <summary>In which order an epoch goes through the samples: a permutation that depends on the seed and the epoch alone.</summary>
internal sealed class BatchOrder(int samples, ulong seed, bool ordered)
{
    private const uint Stream = 0x5u;
    private readonly int[] _order = [.. Enumerable.Range(0, samples)];
    private int _epoch;

    /// <summary>The samples of an epoch, from 1, in order.</summary>
    public ReadOnlySpan<int> Of(int epoch)
    {
        if (!ordered && epoch != _epoch)
        {
            // Fisher & Yates from the identity, so that no epoch depends on the one before.
            var random = new CounterRandom(seed, Stream, (uint)epoch);
            for (var i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            for (var i = _order.Length - 1; i > 0; i--)
            {
                var other = (int)(random.Uniform(i) * (i + 1));
                (_order[i], _order[other]) = (_order[other], _order[i]);
            }
        }

        _epoch = epoch;
        return _order;
    }
}
