using System.Numerics;

namespace Relumine.Geometry.Tests.Oracles;

/// <summary>A fraction of integers of any size: the arithmetic of the oracles, which knows no rounding.</summary>
internal readonly record struct Rational
{
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator.Sign < 0 ? -1 : 1);
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public int Sign => Numerator.Sign;

    /// <summary>Exactly this double.</summary>
    public static implicit operator Rational(double x)
    {
        var scale = BigInteger.One;
        while (x != Math.Floor(x))
        {
            (x, scale) = (x * 2, scale * 2);
        }

        return new Rational(new BigInteger(x), scale);
    }

    public static explicit operator double(Rational x) => Math.ScaleB((double)((x.Numerator << 400) / x.Denominator), -400);

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);
}
