namespace Relumine.Engine.Networks;

/// <summary>The gain for initialisation in front of a maximum of several independent pieces.</summary>
internal static class MaximumGain
{
    private const double Furthest = 12;
    private const int Cells = 2000;

    /// <summary>
    /// 1/√E m² for the largest m of <paramref name="pieces"/> independent N(0, 1): by Simpson's rule over
    /// x²·k·φ(x)·Φ(x)ᵏ⁻¹, which is smooth. For two pieces it is 1.
    /// </summary>
    public static double Of(int pieces)
    {
        var (sum, below, step) = (0.0, 0.0, 2 * Furthest / Cells);
        var density = Density(-Furthest);
        for (var i = 0; i < Cells; i++)
        {
            var x = -Furthest + (i * step);
            var (middle, end) = (Density(x + (step / 2)), Density(x + step));

            // Φ at the middle and at the end by the same rule over halves and the whole of the cell.
            var quarter = Density(x + (step / 4));
            var atMiddle = below + (step / 12 * (density + (4 * quarter) + middle));
            var atEnd = below + (step / 6 * (density + (4 * middle) + end));
            sum += step / 6 * (Term(x, density, below, pieces) + (4 * Term(x + (step / 2), middle, atMiddle, pieces)) + Term(x + step, end, atEnd, pieces));
            (below, density) = (atEnd, end);
        }

        return 1 / Math.Sqrt(sum);
    }

    private static double Term(double x, double density, double below, int pieces) => x * x * pieces * density * Math.Pow(below, pieces - 1);

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
