namespace Relumine.Graph.Tensors;

/// <summary>What becomes of numbers that a float of 8 bits or fewer does not have.</summary>
/// <param name="Overflows">Whether what is beyond the largest becomes infinity or NaN, and not the largest.</param>
/// <param name="Direction">Where a power of two is rounded to; other floats always go to the nearest, to even in the middle.</param>
public readonly record struct SmallFloatRounding(bool Overflows = false, PowerRounding Direction = PowerRounding.Up);

/// <summary>Where a number between two powers of two goes.</summary>
public enum PowerRounding
{
    /// <summary>To the larger.</summary>
    Up,

    /// <summary>To the smaller.</summary>
    Down,

    /// <summary>To the nearer, and to the larger in the middle.</summary>
    Nearest,
}

/// <summary>A format of floats of 8 bits or fewer (ONNX, technical details of float8, float4 and float8e8m0).</summary>
/// <param name="Fraction">The bits of the fraction.</param>
/// <param name="LeastExponent">The exponent of the smallest normal number.</param>
/// <param name="Largest">The largest number.</param>
/// <param name="HasInfinity">Whether it has infinities.</param>
/// <param name="HasNaN">Whether it has NaN.</param>
/// <param name="HasNegativeZero">Whether zero has a sign.</param>
public sealed record SmallFloat(int Fraction, int LeastExponent, float Largest, bool HasInfinity, bool HasNaN, bool HasNegativeZero)
{
    private static readonly SmallFloat s_e4m3fn = new(3, -6, 448, false, true, true);
    private static readonly SmallFloat s_e4m3fnuz = new(3, -7, 240, false, true, false);
    private static readonly SmallFloat s_e5m2 = new(2, -14, 57344, true, true, true);
    private static readonly SmallFloat s_e5m2fnuz = new(2, -15, 57344, false, true, false);
    private static readonly SmallFloat s_e2m1 = new(1, 0, 6, false, false, true);
    private static readonly SmallFloat s_e8m0 = new(0, -127, 1.7014118e38f, false, true, false);

    private bool IsPower => Fraction == 0;

    /// <summary>The format of a type; null if the type is none of these.</summary>
    public static SmallFloat? Of(NarrowType type) => type switch
    {
        NarrowType.Float8E4M3FN => s_e4m3fn,
        NarrowType.Float8E4M3FNUZ => s_e4m3fnuz,
        NarrowType.Float8E5M2 => s_e5m2,
        NarrowType.Float8E5M2FNUZ => s_e5m2fnuz,
        NarrowType.Float4E2M1 => s_e2m1,
        NarrowType.Float8E8M0 => s_e8m0,
        _ => null,
    };

    /// <summary>The number that the bits of a file mean.</summary>
    public float Decode(int bits)
    {
        if (IsPower)
        {
            return bits == 255 ? float.NaN : (float)Math.ScaleB(1, bits + LeastExponent);
        }

        var signBit = this == s_e2m1 ? 8 : 128;
        var (sign, rest) = ((bits & signBit) != 0 ? -1f : 1f, bits & (signBit - 1));
        if (!HasNegativeZero && bits == 128)
        {
            return float.NaN;
        }

        var (exponent, fraction) = (rest >> Fraction, rest & ((1 << Fraction) - 1));
        var size = exponent == 0
            ? Math.ScaleB(fraction, LeastExponent - Fraction)
            : Math.ScaleB((1 << Fraction) + fraction, LeastExponent + exponent - 1 - Fraction);
        return size <= Largest ? sign * (float)size
            : HasInfinity && fraction == 0 ? sign * float.PositiveInfinity
            : float.NaN;
    }

    /// <summary>The number of the format that a number becomes.</summary>
    public float Round(float value, SmallFloatRounding how)
    {
        if (IsPower)
        {
            return Power(value, how);
        }

        if (float.IsNaN(value))
        {
            // As ONNX's own tests have it.
            return HasNaN ? value : -0f;
        }

        var step = value == 0 || float.IsInfinity(value) ? 1 : Math.ScaleB(1, Math.Max(Math.ILogB(value), LeastExponent) - Fraction);
        var rounded = (float)(Math.Round(value / step, MidpointRounding.ToEven) * step);
        if (rounded == 0 && !HasNegativeZero)
        {
            return 0;
        }

        return Math.Abs(rounded) <= Largest ? rounded : !how.Overflows || !HasNaN ? MathF.CopySign(Largest, value)
            : HasInfinity ? MathF.CopySign(float.PositiveInfinity, value) : float.NaN;
    }

    private float Power(float value, SmallFloatRounding how)
    {
        if (float.IsNaN(value) || value < 0)
        {
            return float.NaN;
        }

        var least = Math.ScaleB(1, LeastExponent);
        var below = value <= least ? least : float.IsInfinity(value) ? value : Math.ScaleB(1, Math.ILogB(value));
        var isUp = how.Direction switch { PowerRounding.Up => value > below, PowerRounding.Nearest => value >= 1.5 * below, _ => false };
        var power = isUp ? 2 * below : below;
        return power <= Largest ? (float)power : how.Overflows ? float.NaN : Largest;
    }
}
