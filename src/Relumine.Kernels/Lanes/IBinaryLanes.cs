namespace Relumine.Kernels.Lanes;

/// <summary>What the transcendental functions need to know of the binary representation, and nobody else does.</summary>
/// <typeparam name="V">The implementing struct itself.</typeparam>
internal interface IBinaryLanes<V> : ILanes<V> where V : struct, IBinaryLanes<V>
{
    /// <summary>The nearest integer, ties to even.</summary>
    static abstract V RoundToEven(V x);

    /// <summary>
    /// <c>x·2ⁿ</c>, rounded once, for an integer n such that <c>x·2^(n/2)</c> is a normal number. One instruction with
    /// AVX-512, two multiplications otherwise: the same bits, because at most the second of them rounds.
    /// </summary>
    static abstract V ScaleByPowerOfTwo(V x, V n);

    /// <summary>2ⁿ for an integer n for which this is a normal number.</summary>
    static abstract V PowerOfTwo(V n);

    /// <summary>The integer n for which <c>x·2⁻ⁿ</c> is in [√½, √2), for normal positive x.</summary>
    static abstract V NearestExponent(V x);
}
