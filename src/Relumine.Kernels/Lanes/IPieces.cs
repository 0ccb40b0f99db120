namespace Relumine.Kernels.Lanes;

/// <summary>
/// Sixteen polynomials of degree 5, one for each piece of an interval: for the distance of an argument from its piece's centre. The tables begin with piece 4,
/// and end with piece 3; <see cref="PiecewisePolynomial"/> tells why.
/// </summary>
internal interface IPieces
{
    /// <summary>The argument plus this is 1 or more, and less than 16.</summary>
    static abstract float Offset { get; }

    /// <summary>The centre of each piece.</summary>
    static abstract ReadOnlySpan<float> Centres { get; }

    /// <summary>The coefficients of t⁵.</summary>
    static abstract ReadOnlySpan<float> C5 { get; }

    /// <summary>The coefficients of t⁴.</summary>
    static abstract ReadOnlySpan<float> C4 { get; }

    /// <summary>The coefficients of t³.</summary>
    static abstract ReadOnlySpan<float> C3 { get; }

    /// <summary>The coefficients of t².</summary>
    static abstract ReadOnlySpan<float> C2 { get; }

    /// <summary>The coefficients of t.</summary>
    static abstract ReadOnlySpan<float> C1 { get; }

    /// <summary>The values at the centres.</summary>
    static abstract ReadOnlySpan<float> C0 { get; }
}
