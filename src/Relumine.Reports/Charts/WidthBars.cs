using System.Globalization;
using Relumine.Doctor.Trimming;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>A layer before and after a removal: two bars on the scale of the widest layer, the first with what goes and with what is dead but stays.</summary>
internal static class WidthBars
{
    private const int Bar = 13;

    /// <summary>Classes of the style sheet and what they stand for.</summary>
    public static IReadOnlyList<(string Class, string Word)> Fillings { get; } =
        [("v-healthy", "stays"), ("v-dead", "removed"), ("v-constant", "dead, but stays")];

    /// <summary>Draws the bars.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="widest">The units of the widest layer, for which the bar is as long as the drawing.</param>
    public static void Draw(Markup page, TrimmedLayer layer, int widest)
    {
        var removed = layer.RemovedUnits.Count;
        var stuck = layer.Kept.Sum(k => k.Units.Count);
        var left = layer.Units - removed;
        page.Begin("svg", ("class", "bar"), ("width", "100%"), ("height", (2 * Bar) + 3), ("role", "img"))
            .Leaf("title", $"{layer.Name} before and after")
            .Leaf("desc", $"{Wording.Count(layer.Units, "unit")} before, {Wording.Count(left)} after; {Wording.Count(stuck)} dead ones stay.");
        Row(page, 0, widest, (left - stuck, "v-healthy", "stay"), (stuck, "v-constant", "dead, but stay"), (removed, "v-dead", "removed"));
        Row(page, Bar + 3, widest, (left - stuck, "v-healthy", "stay"), (stuck, "v-constant", "dead, but stay"));
        page.End();
    }

    private static void Row(Markup page, int top, int widest, params ReadOnlySpan<(int Units, string Class, string Word)> parts)
    {
        var before = 0;
        foreach (var (units, fill, word) in parts)
        {
            if (units > 0)
            {
                page.Begin(
                        "rect",
                        ("class", fill),
                        ("x", Percent(before, widest)),
                        ("width", Percent(units, widest)),
                        ("y", top),
                        ("height", Bar)
                    )
                    .Leaf("title", $"{Wording.Count(units, "unit")}: {word}")
                    .End();
            }

            before += units;
        }
    }

    private static string Percent(int part, int whole) => (100.0 * part / Math.Max(1, whole)).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
