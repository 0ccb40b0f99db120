using System.Globalization;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>
/// One layer over time: a column for each examination, filled from below by the share of units that are dead; those that were
/// dead before the first update are apart from those that were killed by one. It takes the width it is given.
/// </summary>
internal static class DeathStrip
{
    private const int Height = 36;

    /// <summary>The fillings and what they mean.</summary>
    public static IReadOnlyList<(string Class, string Word)> Fillings { get; } = [("v-dead", "born dead"), ("v-rare", "killed"), ("v-healthy", "alive")];

    /// <summary>Draws the strip.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="name">The layer.</param>
    /// <param name="records">What the layer was like, one record for each examination.</param>
    public static void Draw(Markup page, string name, IReadOnlyList<LayerRecord> records)
    {
        page.Begin("svg", ("class", "bar"), ("width", "100%"), ("height", Height), ("role", "img"))
            .Leaf("title", $"Dead units of {name} over time")
            .Leaf("desc", $"Of {Wording.Count(records[^1].Units)} units {Words(records[0])} at step 0, {Words(records[^1])} at the end.")
            .Empty("rect", ("class", "v-healthy"), ("width", "100%"), ("height", Height));
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            var (born, killed) = (Part(record.BornDead, record), Part(record.Killed, record));
            Column(page, i, records.Count, 1 - born, born, "v-dead", $"examination {i}: {record.BornDead} born dead");
            Column(page, i, records.Count, 1 - born - killed, killed, "v-rare", $"examination {i}: {record.Killed} killed");
        }

        page.End();
    }

    private static double Part(int? count, LayerRecord record) => (count ?? 0) / (double)Math.Max(1, record.Units);

    private static void Column(Markup page, int index, int count, double top, double share, string fill, string title)
    {
        if (share > 0)
        {
            page.Begin(
                    "rect",
                    ("class", fill),
                    ("x", Percent(index / (double)count)),
                    ("width", Percent(1.0 / count)),
                    ("y", top * Height),
                    ("height", Math.Max(1, share * Height))
                )
                .Leaf("title", title)
                .End();
        }
    }

    private static string Words(LayerRecord record) =>
        $"{Wording.Count(record.BornDead ?? 0)} born dead and {Wording.Count(record.Killed ?? 0)} killed are dead";

    private static string Percent(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
