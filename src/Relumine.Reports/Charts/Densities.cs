using System.Globalization;
using System.Text;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>Histograms over one axis as outlines, each as high as the drawing, with a line at 0.</summary>
internal static class Densities
{
    private const double Width = 300;
    private const double Height = 104;
    private const double Left = 6;
    private const double Right = Width - 6;
    private const double Top = 6;
    private const double Floor = 78;

    /// <summary>Draws them.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">What is drawn.</param>
    /// <param name="histograms">Each with its name and line style, those below first.</param>
    public static void Draw(Markup page, string title, IReadOnlyList<(string Name, Histogram Histogram, int Style)> histograms)
    {
        var (low, high) = (Math.Min(0, histograms.Min(h => h.Histogram.Low)), Math.Max(0, histograms.Max(h => h.Histogram.High)));
        var scale = Scale.Linear(low, high, Left, Right);
        page.Begin("svg", ("class", "chart small-chart"), ("role", "img"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")))
            .Leaf("title", title)
            .Leaf("desc", string.Join(" ", histograms.Select(h => $"{h.Name}: from {Wording.Number(h.Histogram.Low)} to {Wording.Number(h.Histogram.High)}.")))
            .Empty("line", ("class", "jump"), ("x1", scale.At(0)), ("x2", scale.At(0)), ("y1", Top), ("y2", Floor));
        foreach (var (_, histogram, style) in histograms)
        {
            page.Empty("path", ("class", Curve.ClassOf(style)), ("style", "stroke-width:1.6"), ("d", Outline(histogram, scale)));
        }

        page.Empty("line", ("class", "axis"), ("x1", Left), ("x2", Right), ("y1", Floor), ("y2", Floor));
        foreach (var tick in scale.Ticks.Where((_, i) => i % (1 + (scale.Ticks.Count / 6)) == 0))
        {
            var at = scale.At(tick);
            page.Leaf(
                "text",
                Scale.Label(tick),
                ("class", "tick"),
                ("x", at),
                ("y", Floor + 14),
                ("text-anchor", at < Left + 14 ? "start" : at > Right - 14 ? "end" : "middle")
            );
        }

        page.End().Line();
    }

    private static string Outline(Histogram histogram, Scale scale)
    {
        var most = Math.Max(1, histogram.Counts.Max());
        var width = (histogram.High - histogram.Low) / histogram.Counts.Count;
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M{scale.At(histogram.Low):0.#} {Floor}");
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            var y = Floor - ((Floor - Top) * histogram.Counts[i] / most);
            path.Append(CultureInfo.InvariantCulture, $"V{y:0.#}H{scale.At(histogram.Low + ((i + 1) * width)):0.#}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"V{Floor}").ToString();
    }
}
