using Relumine.Doctor.Units;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>An activation, or its slope, as a curve. Where the curve jumps it is interrupted, and both limits are marked.</summary>
internal static class FunctionPlot
{
    private const int Points = 240;

    /// <summary>How far to both sides of 0 plots reach: as far as the kinks, and at least to 5.</summary>
    public static double Reach(IReadOnlyList<KinkExamination> kinks) =>
        Math.Min(100, Math.Max(5, Math.Ceiling(kinks.Select(k => Math.Abs(k.At)).DefaultIfEmpty().Max() * 1.4)));

    /// <summary>Draws f.</summary>
    public static void Value(Markup page, Activation f, IReadOnlyList<KinkExamination> kinks) => Draw(
        page, $"{f.Card.Title}: f(x)", f.Value, f.Value,
        [.. kinks.Where(k => !k.IsContinuous).Select(k => (k.At, k.LimitFromLeft, k.LimitFromRight))], Reach(kinks));

    /// <summary>Draws f′, with the jumps at the kinks.</summary>
    public static void Slope(Markup page, Activation f, IReadOnlyList<KinkExamination> kinks) => Draw(
        page, $"{f.Card.Title}: f′(x)", f.SlopeFromLeft, f.SlopeFromRight,
        [.. kinks.Where(k => !k.IsDifferentiable).Select(k => (k.At, k.SlopeFromLeft, k.SlopeFromRight))], Reach(kinks));

    private static void Draw(
        Markup page, string title, Func<double, double> fromLeft, Func<double, double> fromRight, (double At, double Left, double Right)[] jumps, double reach)
    {
        double[] ends = [-reach, .. jumps.Select(j => j.At).Where(x => Math.Abs(x) < reach), reach];
        var pieces = ends.Zip(ends[1..], (a, b) => Piece(a, b, fromLeft, fromRight)).ToArray();
        var values = pieces
            .SelectMany(p => p.Select(point => point.Y))
            .Concat(jumps.SelectMany(j => new[] { j.Left, j.Right }))
            .Where(double.IsFinite)
            .ToArray();
        var (low, high) = (values.Min(), values.Max());
        var margin = Math.Max(0.06 * (high - low), 1e-3);
        var frame = new Frame(
            Scale.Linear(-reach, reach, Frame.Left, Frame.Right),
            Scale.Linear(low - margin, high + margin, Frame.Bottom, Frame.Top));
        frame.Begin(page, title, Describe(low, high, jumps, reach), "x");
        foreach (var piece in pieces)
        {
            page.Empty("path", ("class", "line"), ("d", frame.Path(piece)));
        }

        foreach (var (at, left, right) in jumps.Where(j => Math.Abs(j.At) < reach))
        {
            var (x, y1, y2) = (frame.X.At(at), frame.Y.At(left), frame.Y.At(right));
            page.Empty("line", ("class", "jump"), ("x1", x), ("x2", x), ("y1", y1), ("y2", y2));
            foreach (var (y, side, limit) in new[] { (y1, "left", left), (y2, "right", right) })
            {
                page.Begin("circle", ("class", "hole"), ("cx", x), ("cy", y), ("r", 3.4))
                    .Leaf("title", $"limit from the {side} at {Scale.Label(at)}: {Wording.Number(limit)}").End();
            }
        }

        page.End();
    }

    /// <summary>A piece between two jumps: at its ends the limit from inside, so that no line crosses a jump.</summary>
    private static (double X, double Y)[] Piece(double from, double to, Func<double, double> fromLeft, Func<double, double> fromRight) =>
        [.. Enumerable.Range(0, Points + 1).Select(i => i switch
        {
            0 => (from, fromRight(Math.BitIncrement(from))),
            Points => (to, fromLeft(Math.BitDecrement(to))),
            _ => (from + (to - from) * i / Points, fromRight(from + (to - from) * i / Points)),
        })];

    private static string Describe(double low, double high, (double At, double Left, double Right)[] jumps, double reach) =>
        $"From {Wording.Number(low)} to {Wording.Number(high)} for x from {Wording.Number(-reach)} to {Wording.Number(reach)}. "
        + (
            jumps.Length == 0
                ? "No jump."
                : string.Join(" ", jumps.Select(j => $"At x = {Scale.Label(j.At)} it jumps from {Wording.Number(j.Left)} to {Wording.Number(j.Right)}."))
        );
}
