using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Randomness;

/// <content>Many numbers at once, for masks over whole tensors.</content>
public readonly partial record struct CounterRandom
{
    /// <summary>The numbers that <see cref="Bits"/> makes together: four blocks of the generator.</summary>
    public const int BitsTogether = 16;

    /// <summary>
    /// Fills a span with 32 random bits for each index from <paramref name="first"/> on. Indices here and in
    /// <see cref="Uniform"/> count differently: use a stream for one of the two.
    /// </summary>
    /// <param name="first">The first index, a multiple of <see cref="BitsTogether"/>, not negative.</param>
    /// <param name="bits">The numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is not such a number.</exception>
    public void Bits(long first, Span<uint> bits)
    {
        if (first < 0 || first % BitsTogether != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, $"The first index must be a multiple of {BitsTogether}, and not negative.");
        }

        var block = (ulong)first / 4;
        for (; bits.Length >= BitsTogether; bits = bits[BitsTogether..], block += 4)
        {
            Blocks(block, bits);
        }

        if (bits.Length > 0)
        {
            Span<uint> rest = stackalloc uint[BitsTogether];
            Blocks(block, rest);
            rest[..bits.Length].CopyTo(bits);
        }
    }

    /// <summary>Four blocks side by side: first the first words of all, then the second words, and so on.</summary>
    private void Blocks(ulong block, Span<uint> bits)
    {
        // Only the lower halves of the lanes count; what rounds leave in the upper ones is never looked at.
        var a = Vector256.Create(block, block + 1, block + 2, block + 3);
        var b = a >>> 32;
        var (c, d) = (Vector256.Create((ulong)Step), Vector256.Create((ulong)Stream));
        var (k0, k1) = ((uint)Seed, (uint)(Seed >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var p = Multiply(a, 0xD2511F53);
            var q = Multiply(c, 0xCD9E8D57);
            a = (q >>> 32) ^ b ^ Vector256.Create((ulong)k0);
            c = (p >>> 32) ^ d ^ Vector256.Create((ulong)k1);
            (b, d) = (q, p);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        Vector256.Narrow(a, b).CopyTo(bits);
        Vector256.Narrow(c, d).CopyTo(bits[8..]);
    }

    private static Vector256<ulong> Multiply(Vector256<ulong> x, uint by) => Avx2.IsSupported
        ? Avx2.Multiply(x.AsUInt32(), Vector256.Create((ulong)by).AsUInt32())
        : (x & Vector256.Create(0xFFFFFFFFUL)) * (ulong)by;
}
