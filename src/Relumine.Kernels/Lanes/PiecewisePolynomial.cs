using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// A function in sixteen pieces, each a polynomial whose coefficients are picked out of tables that stay in registers during a loop.
/// </summary>
/// <remarks>
/// The argument plus an offset is 1 or more and less than 16. The last two bits of its exponent and the first two of its significand are the number of a
/// piece, so pieces become wider to the right: there are four of them from 1 to 2, from 2 to 4, from 4 to 8 and from 8 to 16. Since the exponent of 2 is
/// written as 128, the entry 0 of a table is for the piece from 2 to 2½. Written out for every width, in as few calls as can be: the compiler counts what it
/// inlines.
/// </remarks>
internal static class PiecewisePolynomial
{
    /// <summary>The last two bits of an exponent and the first two of a significand are the lowest four after a shift by this.</summary>
    private const int Shift = 21;

    /// <summary>The function that <typeparamref name="TPieces"/> describes, for floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, TPieces>(V x) where V : struct where TPieces : IPieces
    {
        if (typeof(V) == typeof(Float512))
        {
            return Unsafe.BitCast<Vector512<float>, V>(Of<TPieces>(Unsafe.BitCast<V, Vector512<float>>(x)));
        }

        return typeof(V) == typeof(Float256)
            ? Unsafe.BitCast<Vector256<float>, V>(Of<TPieces>(Unsafe.BitCast<V, Vector256<float>>(x)))
            : Unsafe.BitCast<Vector128<float>, V>(Of<TPieces>(Unsafe.BitCast<V, Vector128<float>>(x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Of<TPieces>(Vector512<float> x) where TPieces : IPieces
    {
        var piece = (x + Vector512.Create(TPieces.Offset)).AsInt32() >>> Shift;
        var t = x - SixteenFloats.Pick(TPieces.Centres, piece);
        var p = SixteenFloats.Pick(TPieces.C5, piece);
        p = Vector512.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C4, piece));
        p = Vector512.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C3, piece));
        p = Vector512.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C2, piece));
        p = Vector512.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C1, piece));
        return Vector512.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C0, piece));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Of<TPieces>(Vector256<float> x) where TPieces : IPieces
    {
        var piece = (x + Vector256.Create(TPieces.Offset)).AsInt32() >>> Shift;
        var t = x - SixteenFloats.Pick(TPieces.Centres, piece);
        var p = SixteenFloats.Pick(TPieces.C5, piece);
        p = Vector256.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C4, piece));
        p = Vector256.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C3, piece));
        p = Vector256.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C2, piece));
        p = Vector256.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C1, piece));
        return Vector256.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C0, piece));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Of<TPieces>(Vector128<float> x) where TPieces : IPieces
    {
        var piece = (x + Vector128.Create(TPieces.Offset)).AsInt32() >>> Shift;
        var t = x - SixteenFloats.Pick(TPieces.Centres, piece);
        var p = SixteenFloats.Pick(TPieces.C5, piece);
        p = Vector128.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C4, piece));
        p = Vector128.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C3, piece));
        p = Vector128.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C2, piece));
        p = Vector128.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C1, piece));
        return Vector128.FusedMultiplyAdd(p, t, SixteenFloats.Pick(TPieces.C0, piece));
    }
}
