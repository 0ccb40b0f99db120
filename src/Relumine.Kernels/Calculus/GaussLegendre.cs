namespace Relumine.Kernels.Calculus;

/// <summary>Gauss–Legendre quadrature with 20 points: exact for polynomials of degree 39.</summary>
internal static class GaussLegendre
{
    private const int Points = 20;

    private static readonly (double Node, double Weight)[] s_rule = Rule();

    /// <summary>∫ g(x) dx from <paramref name="low"/> to <paramref name="high"/>; g is not evaluated at the ends.</summary>
    public static double Integrate(Func<double, double> g, double low, double high)
    {
        var (middle, half) = ((low + high) / 2, (high - low) / 2);
        var sum = 0.0;
        foreach (var (node, weight) in s_rule)
        {
            sum += weight * (g(middle - half * node) + g(middle + half * node));
        }

        return half * sum;
    }

    /// <summary>The positive zeros of the Legendre polynomial by Newton's method, from Tricomi's estimate.</summary>
    private static (double Node, double Weight)[] Rule()
    {
        var rule = new (double, double)[Points / 2];
        for (var i = 0; i < rule.Length; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (Points + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 10; step++)
            {
                var (before, now) = (1.0, x);
                for (var n = 2; n <= Points; n++)
                {
                    (before, now) = (now, ((2 * n - 1) * x * now - (n - 1) * before) / n);
                }

                slope = Points * (x * now - before) / (x * x - 1);
                x -= now / slope;
            }

            rule[i] = (x, 2 / ((1 - x * x) * slope * slope));
        }

        return rule;
    }
}
