using System.Numerics;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// Arithmetic on one or several numbers at once: what an activation's formula is written over. An implementation is
/// a struct that wraps one vector register, or one double for plots and oracles. Every operation follows IEEE 754,
/// with fused multiply-add as the only fusion, so that all widths give the same bits.
/// </summary>
/// <typeparam name="V">The implementing struct itself.</typeparam>
public interface ILanes<V> :
    IAdditionOperators<V, V, V>, ISubtractionOperators<V, V, V>, IMultiplyOperators<V, V, V>,
    IDivisionOperators<V, V, V>, IUnaryNegationOperators<V, V>
    where V : struct, ILanes<V>
{
    /// <summary>Every lane is <paramref name="value"/>, rounded to the lane's type.</summary>
    static abstract V Of(double value);

    /// <summary>
    /// The larger of a number and a bound that is a number itself, in one instruction: NaN where <paramref name="x"/>
    /// is NaN, and <paramref name="x"/> where the two are equal, so −0 stays −0. What a NaN bound gives is not defined.
    /// </summary>
    static abstract V AtLeast(V x, V bound);

    /// <summary>The smaller of a number and a bound that is a number itself; see <see cref="AtLeast"/>.</summary>
    static abstract V AtMost(V x, V bound);

    /// <summary>The number without its sign.</summary>
    static abstract V Abs(V x);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract V Sqrt(V x);

    /// <summary><c>a·b + c</c> with one rounding.</summary>
    static abstract V MulAdd(V a, V b, V c);

    /// <summary>
    /// <c>a·b + c</c> with one rounding, for a number c, rounded to the lane's type: the step of Horner's scheme. A
    /// constant that is given as a number stays in a register during a loop; one that is wrapped by <see cref="Of"/>
    /// is read from memory every time, and in long polynomials that is what takes the time.
    /// </summary>
    static abstract V MulAdd(V a, V b, double c);

    /// <summary><c>a·b + c</c> with one rounding, for a number b, rounded to the lane's type; see <see cref="MulAdd(V, V, double)"/>.</summary>
    static abstract V MulAdd(V a, double b, V c);

    /// <summary>The magnitude of <paramref name="magnitude"/> with the sign of <paramref name="sign"/>.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <summary><paramref name="then"/> where <c>a &gt; b</c>, else (also for NaN) <paramref name="otherwise"/>.</summary>
    static abstract V IfGreater(V a, V b, V then, V otherwise);

    /// <summary><paramref name="then"/> where <c>a ≥ b</c>, else (also for NaN) <paramref name="otherwise"/>.</summary>
    static abstract V IfGreaterOrEqual(V a, V b, V then, V otherwise);

    /// <summary><paramref name="then"/> where <c>a = b</c>, else (also for NaN) <paramref name="otherwise"/>.</summary>
    static abstract V IfEqual(V a, V b, V then, V otherwise);

    /// <summary><paramref name="then"/> where <paramref name="x"/> is NaN, else <paramref name="otherwise"/>.</summary>
    static abstract V IfNaN(V x, V then, V otherwise);

    /// <summary>eˣ.</summary>
    static abstract V Exp(V x);

    /// <summary>eˣ for x ≤ 0 or NaN: the bits of <see cref="Exp"/>, without looking for results that are too large.</summary>
    static abstract V ExpOfNegative(V x);

    /// <summary>eˣ − 1, accurate near 0.</summary>
    static abstract V Expm1(V x);

    /// <summary>ln(1 + x), accurate near 0.</summary>
    static abstract V Log1p(V x);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract V Tanh(V x);

    /// <summary>The error function 2/√π·∫₀ˣ e^(−t²) dt.</summary>
    static abstract V Erf(V x);

    /// <summary>
    /// <c>from − a·(1 − Φ(a))</c> with a = |x|, where Φ is the distribution function of the normal distribution. Where <paramref name="from"/>
    /// is 0, the result is as accurate far out, where it is tiny, as near 0.
    /// </summary>
    static abstract V SubtractNormalTail(V from, V x);

    /// <summary><c>(1 − Φ(a)) − a·φ(a)</c> with a = |x|, φ being the density of the normal distribution: the slope of a·(1 − Φ(a)) over a.</summary>
    static abstract V NormalTailSlope(V x);
}
