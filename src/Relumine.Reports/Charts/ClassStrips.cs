using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>
/// How often the units of a layer fire on which class: a row for each class, a column for each unit. Units stand in the order of the class on which they fire
/// most, so that units that answer for a class are a block.
/// </summary>
internal static class ClassStrips
{
    private static readonly byte[] s_ink = [20, 120, 126];

    /// <summary>Draws the rows.</summary>
    public static void Draw(Markup page, ClassRates rates, LayerClassRates layer)
    {
        var units = layer.Rates[0].Count;
        int[] order = [.. Enumerable.Range(0, units).OrderBy(u => Favorite(layer, u)).ThenBy(u => u)];
        page.Begin("ul", ("class", "bars strips"));
        for (var label = 0; label < rates.Classes.Count; label++)
        {
            var own = layer.Rates[label];
            var seen = own.Where(double.IsFinite).ToArray();
            if (seen.Length == 0)
            {
                continue;
            }

            var pixels = new byte[4 * units];
            for (var i = 0; i < units; i++)
            {
                s_ink.CopyTo(pixels, 4 * i);
                pixels[(4 * i) + 3] = double.IsFinite(own[order[i]]) ? (byte)Math.Round(255 * own[order[i]]) : (byte)0;
            }

            var mean = Wording.Percent(seen.Average());
            page.Begin("li")
                .Leaf("span", rates.Classes[label], ("class", "name"))
                .Empty(
                    "img",
                    ("class", "bar strip"),
                    ("src", Png.Encode(units, 1, pixels)),
                    ("alt", $"Class {rates.Classes[label]}: units fire on {mean} of the samples in the mean.")
                )
                .Leaf("span", mean, ("class", "count"))
                .End()
                .Line();
        }

        page.End();
    }

    private static int Favorite(LayerClassRates layer, int unit)
    {
        var (best, most) = (layer.Rates.Count, 0.0);
        for (var label = 0; label < layer.Rates.Count; label++)
        {
            if (layer.Rates[label][unit] > most)
            {
                (best, most) = (label, layer.Rates[label][unit]);
            }
        }

        return best;
    }
}
