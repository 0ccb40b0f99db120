namespace Relucent.Data;

/// <summary>Random numbers as a function of seed, stream and index (the finaliser of SplitMix64; Steele, Lea and Flood 2014): no state, any order.</summary>
internal readonly struct SeededNumbers(ulong seed, ulong stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _key = Mix(Mix(seed + Golden) ^ (stream * 0xD1342543DE82EF95));

    /// <summary>A number from 0 (inclusive) to 1 (exclusive), evenly distributed.</summary>
    public double Uniform(long index) => (Bits(2 * index) >> 11) * (1.0 / (1L << 53));

    /// <summary>A number with mean 0 and deviation 1, normally distributed (Box and Muller 1958).</summary>
    public double Normal(long index)
    {
        // 1 − u is never 0, so the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(index)));
        return radius * Math.Cos(Math.Tau * ((Bits((2 * index) + 1) >> 11) * (1.0 / (1L << 53))));
    }

    private ulong Bits(long index) => Mix(_key + ((ulong)index * Golden));

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
