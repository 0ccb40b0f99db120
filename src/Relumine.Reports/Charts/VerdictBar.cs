using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>A layer as one bar, divided by the verdicts on its units. It takes the width it is given; its patterns do not stretch.</summary>
internal static class VerdictBar
{
    /// <summary>Draws the bar.</summary>
    public static void Draw(Markup page, LayerResult layer)
    {
        var units = Verdicts.Of(layer.Details);
        var present = Verdicts.All.Where(v => units[v].Any()).ToArray();
        page.Begin("svg", ("class", "bar"), ("width", "100%"), ("height", 18), ("role", "img"))
            .Leaf("title", $"Units of layer {layer.Name}")
            .Leaf(
                "desc",
                string.Join(", ", present.Select(v => $"{Wording.Count(units[v].Count())} {Wording.Name(v)}")) + $", of {Wording.Count(layer.Units)}."
            );
        var before = 0;
        foreach (var verdict in present)
        {
            var count = units[verdict].Count();
            page.Begin(
                    "rect",
                    ("class", Verdicts.Class(verdict)),
                    ("x", Percent(before, layer.Units)),
                    ("width", Percent(count, layer.Units)),
                    ("height", "100%")
                )
                .Leaf("title", $"{layer.Of(count)}: {Wording.Name(verdict)}")
                .End();
            before += count;
        }

        page.End();
    }

    private static string Percent(int part, int whole) => (100.0 * part / whole).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + "%";
}
