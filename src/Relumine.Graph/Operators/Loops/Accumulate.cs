using System.Numerics;

namespace Relumine.Graph.Operators.Loops;

/// <summary>Sums in double precision, in a fixed order with four running sums, so that the result depends on the numbers alone.</summary>
internal static class Accumulate
{
    /// <summary>Whether sums of such numbers are taken in double precision; integers are summed as they are.</summary>
    public static bool IsFloat<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    /// <summary>Σ K(xᵢ).</summary>
    public static double Sum<K, T>(ReadOnlySpan<T> x)
        where K : struct, ITerm
        where T : unmanaged, INumber<T>
    {
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            a += K.Of(double.CreateTruncating(x[i]));
            b += K.Of(double.CreateTruncating(x[i + 1]));
            c += K.Of(double.CreateTruncating(x[i + 2]));
            d += K.Of(double.CreateTruncating(x[i + 3]));
        }

        for (; i < x.Length; i++)
        {
            a += K.Of(double.CreateTruncating(x[i]));
        }

        return a + b + (c + d);
    }

    /// <summary>Σ xᵢ.</summary>
    public static double Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, INumber<T> => Sum<Itself, T>(x);

    /// <summary>What is summed.</summary>
    public interface ITerm
    {
        static abstract double Of(double x);
    }

    public readonly struct Itself : ITerm
    {
        public static double Of(double x) => x;
    }

    public readonly struct Square : ITerm
    {
        public static double Of(double x) => x * x;
    }

    public readonly struct Magnitude : ITerm
    {
        public static double Of(double x) => Math.Abs(x);
    }
}
