namespace Relumine.Kernels.Randomness;

/// <summary>
/// Random numbers without a state: the number at an index is a function of seed, stream, step and index alone, so a
/// run can be replayed from any step, in any order and on any number of threads. Philox 4×32 with ten rounds (Salmon,
/// Moraes, Dror &amp; Shaw 2011, SC): seed is the key; index, step and stream are the counter.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Stream">What the numbers are for: different streams are independent.</param>
/// <param name="Step">The step of the run.</param>
public readonly partial record struct CounterRandom(ulong Seed, uint Stream, uint Step)
{
    private const int Rounds = 10;

    /// <summary>A number from [0, 1), a multiple of 2⁻⁵³, uniformly distributed.</summary>
    public double Uniform(long index)
    {
        // A block of the generator has bits for two numbers.
        var (a, b, c, d) = Block((ulong)index >> 1, Step, Stream, Seed);
        var bits = (index & 1) == 0 ? ((ulong)a << 32) | b : ((ulong)c << 32) | d;
        return (bits >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>A number from the normal distribution with mean 0 and variance 1 (Box &amp; Muller 1958).</summary>
    public double Normal(long index)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(2 * index)));
        return radius * Math.Cos(2 * Math.PI * Uniform(2 * index + 1));
    }

    /// <summary>Philox itself: ten rounds of two 32-bit multiplications, whose halves are mixed with the key and change places.</summary>
    internal static (uint A, uint B, uint C, uint D) Block(ulong low, uint third, uint fourth, ulong key)
    {
        var (a, b, c, d) = ((uint)low, (uint)(low >> 32), third, fourth);
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var (p, q) = (0xD2511F53UL * a, 0xCD9E8D57UL * c);
            (a, b, c, d) = ((uint)(q >> 32) ^ b ^ k0, (uint)q, (uint)(p >> 32) ^ d ^ k1, (uint)p);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (a, b, c, d);
    }
}
