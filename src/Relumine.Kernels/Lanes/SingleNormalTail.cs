using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// The tail of the normal distribution in <see cref="float"/>. What is left of a·(1 − Φ(a)) and of its slope, when their exponential is taken out,
/// is so smooth that sixteen polynomials of degree 5 serve all a up to 14.4: no division, and their coefficients are found in registers.
/// </summary>
/// <remarks>
/// Pieces begin where a + 17/16 is 1, 1¼, 1½, 1¾, 2, 2½, … 14: exponent and leading bits of that number are the number of the piece. The polynomials are
/// in the distance from a piece's centre. Fitted by tools/oracles/minimax.py.
/// </remarks>
internal static class SingleNormalTail
{
    /// <summary>From here on, e^(−a²/2) rounds to 0.</summary>
    private const double BellIsZero = 14.4375;

    /// <summary>
    /// Rounds to an integer what is added to it, and has 16·64 in its lowest bits: exponents are counted in sixteenths, and e^(−a²/2) is multiplied by
    /// 2⁶⁴, so that it is a normal number.
    /// </summary>
    private const double Rounding = 12582912 + (16 * 64);

    /// <summary>2·ln 2/16, rounded to a float, and the rest of it.</summary>
    private const double StepHigh = 0.086643397808074951, StepLow = -2.3808177651e-10;

    /// <summary>2⁻⁶⁴, which takes that back when a result may leave the normal numbers.</summary>
    private const double Unscaled = 1 / 18446744073709551616.0;

    /// <summary>from − a·(1 − Φ(a)) with a = |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SubtractFrom<V>(V from, V x) where V : struct, ILanes<V>
    {
        var a = V.AtMost(V.Abs(x), V.Of(BellIsZero));
        return V.MulAdd(TimesBell(PiecewisePolynomial.Of<V, Product>(a), a), V.Of(Unscaled), from);
    }

    /// <summary>(1 − Φ(a)) − a·φ(a) with a = |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<V>(V x) where V : struct, ILanes<V>
    {
        var a = V.AtMost(V.Abs(x), V.Of(BellIsZero));
        return TimesBell(PiecewisePolynomial.Of<V, SlopeOfProduct>(a), a) * V.Of(Unscaled);
    }

    /// <summary>2⁶⁴·e^(−a²/2)·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TimesBell<V>(V y, V a) where V : struct, ILanes<V>
    {
        // e^(−a²/2) = 2^(n/16)·e^(−s/2): a² less a multiple of 2·ln 2/16 is exact, and what rounding has taken from both is added.
        var square = a * a;
        var shifted = V.MulAdd(square, -8 * 1.4426950408889634074, V.Of(Rounding));
        var n = shifted - V.Of(Rounding);
        var s = V.MulAdd(n, StepHigh, square) + V.MulAdd(n, StepLow, V.MulAdd(a, a, -square));
        var p = V.MulAdd(V.Of(-0.0208325908), s, 0.125004053);
        p = V.MulAdd(p, s, -0.5) * s;
        var scaled = y * SixteenFloats.PowerOfTwo(shifted);
        return V.MulAdd(scaled, p, scaled);
    }

    /// <summary>−e^(a²/2)·a·(1 − Φ(a)).</summary>
    private readonly struct Product : IPieces
    {
        /// <inheritdoc/>
        public static float Offset => 1.0625f;

        /// <inheritdoc/>
        public static ReadOnlySpan<float> Centres =>
        [
            1.1875f, 1.6875f, 2.1875f, 2.6875f, 3.4375f, 4.4375f, 5.4375f, 6.4375f,
            7.9375f, 9.9375f, 11.9375f, 13.6875f, 0f, 0.3125f, 0.5625f, 0.8125f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C5 =>
        [
            -0.004192535f, -0.0015675564f, -0.0006376239f, -0.0002793003f, -9.318917e-5f, -2.5170651e-5f, -8.0899445e-6f, -2.9853127e-6f,
            -8.402831e-7f, -1.9696927e-7f, -5.8517465e-8f, -2.3217954e-8f, -0.051357973f, -0.029172843f, -0.016118824f, -0.009176857f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C4 =>
        [
            0.011242643f, 0.0046357256f, 0.0020700921f, 0.0009913945f, 0.00037381292f, 0.00011799018f, 4.365366e-5f, 1.829736e-5f,
            6.071374e-6f, 1.730486e-6f, 6.071727e-7f, 2.7391792e-7f, 0.13121326f, 0.06554712f, 0.038267467f, 0.022935955f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C3 =>
        [
            -0.027030675f, -0.012383688f, -0.0061161965f, -0.0032241163f, -0.0013682238f, -0.00051079073f, -0.00021943879f, -0.0001051334f,
            -4.0743405e-5f, -1.42704075e-5f, -5.9508484e-6f, -3.0740232e-6f, -0.24988295f, -0.13150193f, -0.081130214f, -0.05135162f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C2 =>
        [
            0.05740358f, 0.029443674f, 0.016193658f, 0.009452236f, 0.0046249605f, 0.0020483679f, 0.0010242934f, 0.00056197826f,
            0.00026031255f, 0.0001114631f, 5.507815e-5f, 3.2373977e-5f, 0.39893952f, 0.2266503f, 0.14859766f, 0.09986519f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C1 =>
        [
            -0.09951509f, -0.057894487f, -0.03584928f, -0.023383973f, -0.013337847f, -0.0070820167f, -0.0041521597f, -0.0026221708f,
            -0.0014593381f, -0.0007670694f, -0.00045025744f, -0.0003015638f, -0.5f, -0.31023496f, -0.21798834f, -0.15679848f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C0 =>
        [
            -0.2824485f, -0.32064906f, -0.34353808f, -0.35806766f, -0.37139216f, -0.38118052f, -0.38662925f, -0.38994017f,
            -0.39289016f, -0.39501944f, -0.39619973f, -0.3968461f, -0f, -0.1238162f, -0.18903455f, -0.23537725f,
        ];
    }

    /// <summary>e^(a²/2)·(1 − Φ(a)) − a/√(2π).</summary>
    private readonly struct SlopeOfProduct : IPieces
    {
        /// <inheritdoc/>
        public static float Offset => 1.0625f;

        /// <inheritdoc/>
        public static ReadOnlySpan<float> Centres =>
        [
            1.1875f, 1.6875f, 2.1875f, 2.6875f, 3.4375f, 4.4375f, 5.4375f, 6.4375f,
            7.9375f, 9.9375f, 11.9375f, 13.6875f, 0f, 0.3125f, 0.5625f, 0.8125f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C5 =>
        [
            -0.0022601816f, -0.00093495526f, -0.00041598367f, -0.00019889808f, -7.534711e-5f, -2.3710318e-5f, -8.758774e-6f, -3.6679476e-6f,
            -1.2218293e-6f, -3.4747922e-7f, -1.2177176e-7f, -5.4848716e-8f, -0.021405999f, -0.013080882f, -0.0076390784f, -0.0045797154f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C4 =>
        [
            0.006821791f, 0.0031203432f, 0.0015389998f, 0.0008103902f, 0.0003478718f, 0.00012926964f, 5.536508e-5f, 2.6469874e-5f,
            1.0395753e-5f, 3.6168203e-6f, 1.5023368e-6f, 7.717704e-7f, 0.061445925f, 0.032989636f, 0.020345554f, 0.012873762f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C3 =>
        [
            -0.019133637f, -0.009813949f, -0.005397733f, -0.003150697f, -0.0015414709f, -0.0006827542f, -0.00034142236f, -0.00018732344f,
            -8.6761414e-5f, -3.715264e-5f, -1.8358962e-5f, -1.079128e-5f, -0.1328798f, -0.07555065f, -0.049532834f, -0.033288542f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C2 =>
        [
            0.0497561f, 0.028946673f, 0.017924407f, 0.011691884f, 0.0066683795f, 0.0035408612f, 0.0020760323f, 0.001311068f,
            0.0007295905f, 0.00038351628f, 0.00022512325f, 0.0001507812f, 0.24999557f, 0.15511681f, 0.108993806f, 0.07839903f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C1 =>
        [
            -0.51543605f, -0.4772355f, -0.45434648f, -0.4398169f, -0.42649242f, -0.41670406f, -0.4112553f, -0.40794438f,
            -0.4049944f, -0.40286514f, -0.40168482f, -0.40103847f, -0.79788446f, -0.67406833f, -0.60885f, -0.56250733f,
        ];

        /// <inheritdoc/>
        public static ReadOnlySpan<float> C0 =>
        [
            -0.23589256f, -0.48320082f, -0.71564025f, -0.9389229f, -1.2633227f, -1.6844065f, -2.0981445f, -2.5076177f,
            -3.1171064f, -3.9247386f, -4.729184f, -5.431529f, 0.5f, 0.27154237f, 0.1116564f, -0.034445528f,
        ];
    }
}
