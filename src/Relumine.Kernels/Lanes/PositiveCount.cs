using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// Counts lane by lane how often numbers are above 0, four registers at a time: their bits, read as whole numbers, are packed to bytes with saturation, which
/// keeps whether they are above 0, so that the rest is done once instead of four times. Only NaN is counted by its sign.
/// </summary>
/// <remarks>The four counts of a lane lie apart from each other until <see cref="ToNumbers"/> adds them.</remarks>
internal static unsafe class PositiveCount
{
    /// <summary>So often a count can be added to before a byte is full.</summary>
    public const int Most = byte.MaxValue;

    /// <summary>Adds to counts, which begin at 0, how many of four numbers are above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Add<V, T>(V counts, V z0, V z1, V z2, V z3) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (sizeof(T) == sizeof(float) && V.Count == Vector512<float>.Count && Avx512BW.IsSupported)
        {
            var low = Avx512BW.PackSignedSaturate(Unsafe.BitCast<V, Vector512<int>>(z0), Unsafe.BitCast<V, Vector512<int>>(z1));
            var high = Avx512BW.PackSignedSaturate(Unsafe.BitCast<V, Vector512<int>>(z2), Unsafe.BitCast<V, Vector512<int>>(z3));
            var ones = Vector512.Min(Avx512BW.PackUnsignedSaturate(low, high), Vector512<byte>.One);
            return Unsafe.BitCast<Vector512<byte>, V>(Unsafe.BitCast<V, Vector512<byte>>(counts) + ones);
        }

        if (sizeof(T) == sizeof(float) && V.Count == Vector256<float>.Count && Avx2.IsSupported)
        {
            var low = Avx2.PackSignedSaturate(Unsafe.BitCast<V, Vector256<int>>(z0), Unsafe.BitCast<V, Vector256<int>>(z1));
            var high = Avx2.PackSignedSaturate(Unsafe.BitCast<V, Vector256<int>>(z2), Unsafe.BitCast<V, Vector256<int>>(z3));
            var ones = Vector256.Min(Avx2.PackUnsignedSaturate(low, high), Vector256<byte>.One);
            return Unsafe.BitCast<Vector256<byte>, V>(Unsafe.BitCast<V, Vector256<byte>>(counts) + ones);
        }

        if (sizeof(T) == sizeof(float) && V.Count == Vector128<float>.Count && Ssse3.IsSupported)
        {
            var low = Sse2.PackSignedSaturate(Unsafe.BitCast<V, Vector128<int>>(z0), Unsafe.BitCast<V, Vector128<int>>(z1));
            var high = Sse2.PackSignedSaturate(Unsafe.BitCast<V, Vector128<int>>(z2), Unsafe.BitCast<V, Vector128<int>>(z3));
            var ones = Vector128.Min(Sse2.PackUnsignedSaturate(low, high), Vector128<byte>.One);
            return Unsafe.BitCast<Vector128<byte>, V>(Unsafe.BitCast<V, Vector128<byte>>(counts) + ones);
        }

        return counts + One<V, T>(z0) + One<V, T>(z1) + (One<V, T>(z2) + One<V, T>(z3));
    }

    /// <summary>How many there were in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ToNumbers<V, T>(V counts) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (sizeof(T) == sizeof(float) && V.Count == Vector512<float>.Count && Avx512BW.IsSupported)
        {
            var bytes = Unsafe.BitCast<V, Vector512<byte>>(counts);
            var first = Avx512BW.Shuffle(bytes, Vector512.Create(Of(0))).AsInt32() + Avx512BW.Shuffle(bytes, Vector512.Create(Of(1))).AsInt32();
            var second = Avx512BW.Shuffle(bytes, Vector512.Create(Of(2))).AsInt32() + Avx512BW.Shuffle(bytes, Vector512.Create(Of(3))).AsInt32();
            return Unsafe.BitCast<Vector512<float>, V>(Vector512.ConvertToSingle(first + second));
        }

        if (sizeof(T) == sizeof(float) && V.Count == Vector256<float>.Count && Avx2.IsSupported)
        {
            var bytes = Unsafe.BitCast<V, Vector256<byte>>(counts);
            var first = Avx2.Shuffle(bytes, Vector256.Create(Of(0))).AsInt32() + Avx2.Shuffle(bytes, Vector256.Create(Of(1))).AsInt32();
            var second = Avx2.Shuffle(bytes, Vector256.Create(Of(2))).AsInt32() + Avx2.Shuffle(bytes, Vector256.Create(Of(3))).AsInt32();
            return Unsafe.BitCast<Vector256<float>, V>(Vector256.ConvertToSingle(first + second));
        }

        if (sizeof(T) == sizeof(float) && V.Count == Vector128<float>.Count && Ssse3.IsSupported)
        {
            var bytes = Unsafe.BitCast<V, Vector128<byte>>(counts);
            var first = Ssse3.Shuffle(bytes, Of(0)).AsInt32() + Ssse3.Shuffle(bytes, Of(1)).AsInt32();
            var second = Ssse3.Shuffle(bytes, Of(2)).AsInt32() + Ssse3.Shuffle(bytes, Of(3)).AsInt32();
            return Unsafe.BitCast<Vector128<float>, V>(Vector128.ConvertToSingle(first + second));
        }

        return counts;
    }

    /// <summary>1 where a number is above 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V One<V, T>(V z) where V : struct, IWideLanes<V, T> where T : unmanaged => V.IfGreater(z, V.Of(0), V.Of(1), V.Of(0));

    // Packing leaves in each four lanes the bytes of the first register, of the second, … : where those of one are, each the lowest byte of a whole number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Of(uint register)
    {
        // A byte with the highest bit set is filled with 0.
        var first = 0x80808000 + 4 * register;
        return Vector128.Create(first, first + 1, first + 2, first + 3).AsByte();
    }
}
