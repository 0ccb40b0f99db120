namespace Relumine.Kernels.Lanes;

/// <summary>The constants and polynomials by which a transcendental function in one element type differs from another.</summary>
internal interface IPrecision
{
    /// <summary>Below this, eˣ rounds to 0.</summary>
    static abstract double ExpIsZero { get; }

    /// <summary>From here on, eˣ overflows.</summary>
    static abstract double ExpIsInfinite { get; }

    /// <summary>Below this, eˣ − 1 rounds to −1.</summary>
    static abstract double Expm1IsMinusOne { get; }

    /// <summary>Twice the x from which on tanh x rounds to 1.</summary>
    static abstract double TanhIsOne { get; }

    /// <summary>ln 2 cut off after so few bits that its product with any exponent is exact.</summary>
    static abstract double Ln2High { get; }

    /// <summary>The rest of ln 2.</summary>
    static abstract double Ln2Low { get; }

    /// <summary>(eʳ − 1 − r)/r² for |r| ≤ ½·ln 2.</summary>
    static abstract V ExpRest<V>(V r) where V : struct, ILanes<V>;

    /// <summary>ln(1 + f) for √½ ≤ 1 + f ≤ √2.</summary>
    static abstract V Log1pReduced<V>(V f) where V : struct, ILanes<V>;

    /// <summary>(tanh(x)/x − 1)/x² over z = x², for |x| ≤ 0.55.</summary>
    static abstract V TanhRest<V>(V z) where V : struct, ILanes<V>;

    /// <summary>The error function.</summary>
    static abstract V Erf<V>(V x) where V : struct, IBinaryLanes<V>;
}
