using Relumine.Geometry.Planes;

namespace Relumine.Reports.Charts;

/// <summary>Which of a few tints each cell has, so that a drawing needs one path a tint and not one a cell.</summary>
internal sealed class TintScale
{
    /// <summary>The number of tints between the smallest and the largest number.</summary>
    public const int Levels = 12;

    private TintScale(int[] tints, bool isClass, IReadOnlyList<double> values)
    {
        (Tints, IsClass) = (tints, isClass);
        (Least, Most) = values.Count == 0 ? (0, 0) : (values.Min(), values.Max());
    }

    /// <summary>The tint of each cell; for classes, which output is the largest.</summary>
    public IReadOnlyList<int> Tints { get; }

    /// <summary>Whether tints are classes.</summary>
    public bool IsClass { get; }

    /// <summary>The smallest number.</summary>
    public double Least { get; }

    /// <summary>The largest number.</summary>
    public double Most { get; }

    /// <summary>The class of the style sheet that fills a tint.</summary>
    public string Fill(int tint) => FormattableString.Invariant(IsClass ? (FormattableString)$"q-{tint % LayerColors.Count}" : $"t-{tint}");

    /// <summary>Sorts cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="tint">By what.</param>
    /// <param name="all">Cells of all pictures that are to be compared; null for those of this one.</param>
    public static TintScale Of(IReadOnlyList<PlaneCell> cells, CellTint tint, IReadOnlyList<PlaneCell>? all = null)
    {
        if (tint == CellTint.Output && cells[0].Outputs.Count > 1)
        {
            return new TintScale([.. cells.Select(c => DecisionBoundary.Winner(c, c.Vertices.Average(v => v.S), c.Vertices.Average(v => v.T)))], true, []);
        }

        var values = Numbers(cells);
        var compared = all is null ? values : Numbers(all);
        return new TintScale(tint == CellTint.Slope ? ByRank(values, compared) : BySize(values, compared), false, compared);

        double[] Numbers(IReadOnlyList<PlaneCell> of) =>
            [.. of.Select(c => tint == CellTint.Slope ? Steepness(c) : c.Vertices.Average(v => c.Outputs[0].Value(v.S, v.T)))];
    }

    private static double Steepness(PlaneCell cell) => Math.Sqrt(cell.Outputs.Sum(o => (o.SlopeS * o.SlopeS) + (o.SlopeT * o.SlopeT)));

    // Slopes of a trained network lie over orders of magnitude: by rank, each tint is seen.
    private static int[] ByRank(double[] values, double[] compared)
    {
        double[] sorted = [.. compared.Order()];
        double[] bounds = [.. Enumerable.Range(1, Levels - 1).Select(i => sorted[i * sorted.Length / Levels])];
        return [.. values.Select(v => bounds.Count(b => v > b + (1e-9 * Math.Abs(b))))];
    }

    private static int[] BySize(double[] values, double[] compared)
    {
        var (low, high) = (compared.Min(), compared.Max());
        return [.. values.Select(v => high > low ? Math.Min(Levels - 1, (int)((v - low) / (high - low) * Levels)) : 0)];
    }
}
