using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// Tables of sixteen floats: one register of 512 bits, two of 256 or four of 128, out of which instructions pick the entry of every lane. Of an index, the
/// lowest four bits count. A table is given as constants, which the compiler recognizes as such, and lays out for the registers.
/// </summary>
internal static class SixteenFloats
{
    /// <summary>2^(k/16), of whose bits k·2¹⁹ is subtracted, which <see cref="PowerOfTwo"/> adds.</summary>
    private static ReadOnlySpan<float> Powers =>
    [
        1f, 0.99088687f, 0.9827539f, 0.9756443f, 0.96960354f, 0.9646789f, 0.9609198f, 0.9583778f,
        0.95710677f, 0.9571631f, 0.9586054f, 0.96149516f, 0.9658964f, 0.9718761f, 0.97950405f, 0.9888533f,
    ];

    /// <summary>
    /// 2^(k/16) for floats k + 1.5·2²³, which is what a number becomes that is rounded to an integer by adding that. The result must be a normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V PowerOfTwo<V>(V shifted) where V : struct
    {
        if (typeof(V) == typeof(Float512))
        {
            var k = Unsafe.BitCast<V, Vector512<int>>(shifted);
            return Unsafe.BitCast<Vector512<int>, V>(Pick(Powers, k).AsInt32() + (k << 19));
        }

        if (typeof(V) == typeof(Float256))
        {
            var k = Unsafe.BitCast<V, Vector256<int>>(shifted);
            return Unsafe.BitCast<Vector256<int>, V>(Pick(Powers, k).AsInt32() + (k << 19));
        }

        var narrow = Unsafe.BitCast<V, Vector128<int>>(shifted);
        return Unsafe.BitCast<Vector128<int>, V>(Pick(Powers, narrow).AsInt32() + (narrow << 19));
    }

    /// <summary>The entries with these numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pick(ReadOnlySpan<float> table, Vector512<int> index)
    {
        var all = Vector512.LoadUnsafe(in MemoryMarshal.GetReference(table));
        return Avx512F.IsSupported ? Avx512F.PermuteVar16x32(all, index) : Vector512.Shuffle(all, index & Vector512.Create(15));
    }

    /// <inheritdoc cref="Pick(ReadOnlySpan{float}, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pick(ReadOnlySpan<float> table, Vector256<int> index)
    {
        ref readonly var start = ref MemoryMarshal.GetReference(table);
        Vector256<float> low = Vector256.LoadUnsafe(in start), high = Vector256.LoadUnsafe(in start, 8);
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.PermuteVar8x32x2(low, index, high);
        }

        return Avx2.IsSupported ? OfHalves(low, high, index) : Vector256.Create(Pick(table, index.GetLower()), Pick(table, index.GetUpper()));
    }

    /// <inheritdoc cref="Pick(ReadOnlySpan{float}, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pick(ReadOnlySpan<float> table, Vector128<int> index)
    {
        ref readonly var start = ref MemoryMarshal.GetReference(table);
        Vector128<float> a = Vector128.LoadUnsafe(in start), b = Vector128.LoadUnsafe(in start, 4);
        Vector128<float> c = Vector128.LoadUnsafe(in start, 8), d = Vector128.LoadUnsafe(in start, 12);
        return Avx512F.VL.IsSupported
            ? Avx.BlendVariable(Avx512F.VL.PermuteVar4x32x2(a, index, b), Avx512F.VL.PermuteVar4x32x2(c, index, d), (index << 28).AsSingle())
            : OfQuarters(a, b, c, d, index & Vector128.Create(15));
    }

    /// <summary>AVX2: the instruction looks at three bits of an index, and the fourth, as a sign, chooses between the halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> OfHalves(Vector256<float> low, Vector256<float> high, Vector256<int> index) =>
        Avx.BlendVariable(Avx2.PermuteVar8x32(low, index), Avx2.PermuteVar8x32(high, index), (index << 28).AsSingle());

    /// <summary>Any processor: a shuffle gives 0 for an index that is too large, so one of the four gives the entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> OfQuarters(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, Vector128<int> index) =>
        (Vector128.Shuffle(a, index) | Vector128.Shuffle(b, index - Vector128.Create(4)))
            | (Vector128.Shuffle(c, index - Vector128.Create(8)) | Vector128.Shuffle(d, index - Vector128.Create(12)));
}
