namespace Relumine.Kernels.Lanes;

/// <summary>One double: plots, oracles and shape-free questions are answered by the same formulas that run on vectors.</summary>
/// <param name="Value">The number.</param>
public readonly record struct DoubleLane(double Value) : ILanes<DoubleLane>, IBinaryLanes<DoubleLane>
{
    /// <inheritdoc/>
    public static DoubleLane Of(double value) => new(value);

    /// <inheritdoc/>
    public static DoubleLane AtLeast(DoubleLane x, DoubleLane bound) => IfGreater(bound, x, bound, x);

    /// <inheritdoc/>
    public static DoubleLane AtMost(DoubleLane x, DoubleLane bound) => IfGreater(x, bound, bound, x);

    /// <inheritdoc/>
    public static DoubleLane Abs(DoubleLane x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static DoubleLane Sqrt(DoubleLane x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static DoubleLane MulAdd(DoubleLane a, DoubleLane b, DoubleLane c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    public static DoubleLane MulAdd(DoubleLane a, DoubleLane b, double c) => MulAdd(a, b, new DoubleLane(c));

    /// <inheritdoc/>
    public static DoubleLane MulAdd(DoubleLane a, double b, DoubleLane c) => MulAdd(a, new DoubleLane(b), c);

    /// <inheritdoc/>
    public static DoubleLane CopySign(DoubleLane magnitude, DoubleLane sign) => new(Math.CopySign(magnitude.Value, sign.Value));

    /// <inheritdoc/>
    public static DoubleLane IfGreater(DoubleLane a, DoubleLane b, DoubleLane then, DoubleLane otherwise) => a.Value > b.Value ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane IfGreaterOrEqual(DoubleLane a, DoubleLane b, DoubleLane then, DoubleLane otherwise) => a.Value >= b.Value ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane IfEqual(DoubleLane a, DoubleLane b, DoubleLane then, DoubleLane otherwise) => a.Value == b.Value ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane IfNaN(DoubleLane x, DoubleLane then, DoubleLane otherwise) => double.IsNaN(x.Value) ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane Exp(DoubleLane x) => Transcendental<DoubleLane, DoublePrecision>.Exp(x);

    /// <inheritdoc/>
    public static DoubleLane ExpOfNegative(DoubleLane x) => Transcendental<DoubleLane, DoublePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    public static DoubleLane Expm1(DoubleLane x) => Transcendental<DoubleLane, DoublePrecision>.Expm1(x);

    /// <inheritdoc/>
    public static DoubleLane Log1p(DoubleLane x) => Transcendental<DoubleLane, DoublePrecision>.Log1p(x);

    /// <inheritdoc/>
    public static DoubleLane Tanh(DoubleLane x) => Transcendental<DoubleLane, DoublePrecision>.Tanh(x);

    /// <inheritdoc/>
    public static DoubleLane Erf(DoubleLane x) => DoublePrecision.Erf(x);

    /// <inheritdoc/>
    public static DoubleLane SubtractNormalTail(DoubleLane from, DoubleLane x) => DoubleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    public static DoubleLane NormalTailSlope(DoubleLane x) => DoubleNormalTail.Slope(x);

    /// <inheritdoc/>
    public static DoubleLane operator +(DoubleLane left, DoubleLane right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator -(DoubleLane left, DoubleLane right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator *(DoubleLane left, DoubleLane right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator /(DoubleLane left, DoubleLane right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator -(DoubleLane value) => new(-value.Value);

    static DoubleLane IBinaryLanes<DoubleLane>.RoundToEven(DoubleLane x) => new(Math.Round(x.Value, MidpointRounding.ToEven));

    static DoubleLane IBinaryLanes<DoubleLane>.ScaleByPowerOfTwo(DoubleLane x, DoubleLane n) => PowerOfTwo.Scale(x, n);

    static DoubleLane IBinaryLanes<DoubleLane>.PowerOfTwo(DoubleLane n) =>
        new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(n.Value + PowerOfTwo.DoubleMagic) << 52));

    static DoubleLane IBinaryLanes<DoubleLane>.NearestExponent(DoubleLane x) =>
        new(
            BitConverter.UInt64BitsToDouble(((BitConverter.DoubleToUInt64Bits(x.Value) + PowerOfTwo.DoubleHalf) >>> 52) | PowerOfTwo.DoubleUnits)
                - PowerOfTwo.DoubleBias
        );
}
