using Relumine.Doctor.Units;
using Relumine.Geometry.Intervals;

namespace Relumine.Reports.Charts;

/// <summary>The outputs along a line, exact from breakpoint to breakpoint, and below them which layer bends where.</summary>
internal static class LinePicture
{
    /// <summary>More outputs than can be told apart.</summary>
    private const int MostOutputs = 6;

    /// <summary>How far a drawing goes on behind the last breakpoint of an endless line, as a share of what is between the first and the last.</summary>
    private const double Beyond = 0.1;

    private const double RugTop = Frame.Bottom - 9;

    /// <summary>What the lines are, where there are several: their dashes tell them apart where colours do not.</summary>
    public static IEnumerable<(string Class, string Word)> Outputs(int outputs) => outputs < 2 ? []
        : Enumerable.Range(0, Math.Min(outputs, MostOutputs)).Select(o => (Curve.ClassOf(o), $"output {Wording.Count(o)}"));

    /// <summary>Draws it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="pieces">The pieces from left to right.</param>
    /// <param name="ordinals">For each layer, its number among those that bend.</param>
    /// <param name="xName">What the horizontal axis is.</param>
    public static void Draw(Markup page, string title, IReadOnlyList<LinePiece> pieces, IReadOnlyList<int> ordinals, string xName)
    {
        double[] knots = [Left(pieces), .. pieces.Skip(1).Select(p => p.Start), Right(pieces)];
        var outputs = Math.Min(pieces[0].Slopes.Length, MostOutputs);
        var lines = Enumerable.Range(0, outputs).Select(o => knots.Select((t, i) => (X: t, Y: pieces[Math.Min(i, pieces.Count - 1)].Value(o,
            t))).ToArray()).ToArray();
        var values = lines.SelectMany(l => l).Select(p => p.Y).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var margin = high > low ? 0.06 * (high - low) : 0.5;
        var frame = new Frame(
            Scale.Linear(knots[0], knots[^1], Frame.Left + 4, Frame.Right - 4), Scale.Linear(low - margin, high + margin, RugTop - 4, Frame.Top));
        frame.Begin(page, title, $"{Wording.Count(pieces.Count, "cell")} from {Wording.Number(knots[0])} to {Wording.Number(knots[^1])}.", xName);
        foreach (var layer in pieces.Skip(1).SelectMany(p => p.Bending.Select(b => (p.Start, Layer: ordinals[b.Layer]))).GroupBy(b => b.Layer).OrderBy(g
            => g.Key))
        {
            var path = new System.Text.StringBuilder();
            foreach (var at in layer.Select(b => b.Start).Distinct())
            {
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{frame.X.At(at):0.##} {RugTop}V{Frame.Bottom}");
            }

            page.Empty("path", ("class", LayerColors.Crease(layer.Key)), ("style", "stroke-width: 1px"), ("d", path.ToString()));
        }

        for (var o = 0; o < outputs; o++)
        {
            page.Empty("path", ("class", Curve.ClassOf(o)), ("style", "stroke-width: 1.6px"), ("d", frame.Path(lines[o])));
        }

        page.End().Line();
    }

    private static double Left(IReadOnlyList<LinePiece> pieces) => double.IsFinite(pieces[0].Start) ? pieces[0].Start
        : pieces.Count == 1 ? Math.Min(-1, pieces[0].End - 1)
        : pieces[1].Start - Air(pieces);

    private static double Right(IReadOnlyList<LinePiece> pieces) => double.IsFinite(pieces[^1].End) ? pieces[^1].End
        : pieces.Count == 1 ? Math.Max(1, Left(pieces) + 2)
        : pieces[^1].Start + Air(pieces);

    private static double Air(IReadOnlyList<LinePiece> pieces) => pieces[^1].Start > pieces[1].Start ? Beyond * (pieces[^1].Start - pieces[1].Start) : 1;
}
