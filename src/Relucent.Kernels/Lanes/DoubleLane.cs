namespace Relucent.Kernels;

/// <summary>One double: plots, oracles and shape-free questions are answered by the same formulas that run on vectors.</summary>
/// <param name="Value">The number.</param>
public readonly record struct DoubleLane(double Value) : ILanes<DoubleLane>
{
    /// <inheritdoc/>
    public static DoubleLane Of(double value) => new(value);

    /// <inheritdoc/>
    public static DoubleLane Max(DoubleLane a, DoubleLane b) => new(Math.Max(a.Value, b.Value));

    /// <inheritdoc/>
    public static DoubleLane Min(DoubleLane a, DoubleLane b) => new(Math.Min(a.Value, b.Value));

    /// <inheritdoc/>
    public static DoubleLane Abs(DoubleLane x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static DoubleLane Sqrt(DoubleLane x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static DoubleLane MulAdd(DoubleLane a, DoubleLane b, DoubleLane c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    public static DoubleLane CopySign(DoubleLane magnitude, DoubleLane sign) => new(Math.CopySign(magnitude.Value, sign.Value));

    /// <inheritdoc/>
    public static DoubleLane IfGreater(DoubleLane a, DoubleLane b, DoubleLane then, DoubleLane otherwise) => a.Value > b.Value ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane IfGreaterOrEqual(DoubleLane a, DoubleLane b, DoubleLane then, DoubleLane otherwise) => a.Value >= b.Value ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane IfNaN(DoubleLane x, DoubleLane then, DoubleLane otherwise) => double.IsNaN(x.Value) ? then : otherwise;

    /// <inheritdoc/>
    public static DoubleLane Exp(DoubleLane x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static DoubleLane Expm1(DoubleLane x) => new(Math.Abs(x.Value) < 1e-5 ? x.Value * (1 + x.Value / 2) : Math.Exp(x.Value) - 1);

    /// <inheritdoc/>
    public static DoubleLane Log1p(DoubleLane x) => new(Math.Abs(x.Value) < 1e-5 ? x.Value * (1 - x.Value / 2) : Math.Log(1 + x.Value));

    /// <inheritdoc/>
    public static DoubleLane Tanh(DoubleLane x) => new(Math.Tanh(x.Value));

    /// <inheritdoc/>
    public static DoubleLane Erf(DoubleLane x)
    {
        var sum = 0.0;
        var term = x.Value;
        for (var n = 0; n < 200 && Math.Abs(x.Value) < 6; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x.Value * x.Value / (n + 1);
        }

        return new(Math.Abs(x.Value) < 6 ? sum * 2 / Math.Sqrt(Math.PI) : Math.Sign(x.Value));
    }

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
}
