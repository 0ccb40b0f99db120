using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>How many units of a layer fire how often.</summary>
internal static class FiringHistogram
{
    private const double Width = 360;
    private const double Height = 170;
    private const double Floor = 132;
    private const double Ceiling = 22;

    /// <summary>Draws the bars, with counts above them.</summary>
    public static void Draw(Markup page, LayerResult layer)
    {
        var counts = new int[FiringRates.Names.Count];
        foreach (var unit in layer.Details.Where(u => double.IsFinite(u.FiringRate)))
        {
            counts[FiringRates.Class(unit.FiringRate)]++;
        }

        var (slot, most) = (Width / counts.Length, Math.Max(1, counts.Max()));
        page.Begin("svg", ("class", "chart"), ("role", "img"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")))
            .Leaf("title", $"Firing rates of layer {layer.Name}")
            .Leaf(
                "desc",
                "Units by the share of samples on which they fired: "
                    + string.Join(", ", counts.Select((c, i) => $"{FiringRates.Names[i]}: {Wording.Count(c)}"))
                    + "."
            );
        for (var i = 0; i < counts.Length; i++)
        {
            var middle = (i + 0.5) * slot;
            var height = (Floor - Ceiling) * counts[i] / most;
            // A channel that fires on all samples need not fire everywhere, so it is not always on.
            var fill = i == 0 ? (layer.Dead is null ? "v-negative" : "v-dead") : i == counts.Length - 1 && layer.Kind == LayerKind.Dense ? "v-on" : "c-bar";
            if (counts[i] > 0)
            {
                page.Empty(
                    "rect",
                    ("class", fill),
                    ("x", i * slot + 3),
                    ("y", Floor - Math.Max(1, height)),
                    ("width", slot - 6),
                    ("height", Math.Max(1, height)),
                    ("rx", 1.5)
                );
            }

            page.Leaf(
                    "text",
                    Wording.Count(counts[i]),
                    ("class", counts[i] > 0 ? "value" : "value faint"),
                    ("x", middle),
                    ("y", Floor - height - 5),
                    ("text-anchor", "middle")
                )
                .Leaf("text", FiringRates.Names[i], ("class", "tick"), ("x", middle), ("y", Floor + 14), ("text-anchor", "middle"));
        }

        page.Empty("line", ("class", "axis"), ("x1", 0), ("x2", Width), ("y1", Floor), ("y2", Floor))
            .Leaf("text", "share of samples on which a unit fires, %", ("class", "label"), ("x", Width / 2), ("y", Height - 6), ("text-anchor", "middle"))
            .End();
    }
}
