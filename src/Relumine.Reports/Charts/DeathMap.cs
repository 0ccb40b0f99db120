using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;

namespace Relumine.Reports.Charts;

/// <summary>
/// Who dies when: a row for each unit of a layer that was ever dead, a column for each examination; those dead before the first update first, then by the
/// examination that found them dead, so that a wave of deaths is a step.
/// </summary>
internal static class DeathMap
{
    private const int MostRows = 120;

    /// <summary>Whether it is known of a layer which of its units were dead, and some were.</summary>
    public static bool CanDraw(IReadOnlyList<LayerRecord> records) =>
        records.Count > 1 && records.All(r => r.DeadUnits is not null) && records.Any(r => r.DeadUnits != "");

    /// <summary>Draws the map.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="records">What the layer was like, one record for each examination.</param>
    public static void Draw(Markup page, IReadOnlyList<LayerRecord> records)
    {
        HashSet<int>[] dead = [.. records.Select(r => UnitRanges.Read(r.DeadUnits!).ToHashSet())];
        int[] ever = [.. dead.SelectMany(d => d).Distinct().OrderBy(u => Array.FindIndex(dead, d => d.Contains(u))).ThenBy(u => u)];

        // Of very many, some at equal distances: the picture keeps its shape.
        int[] rows = ever.Length <= MostRows ? ever : [.. Enumerable.Range(0, MostRows).Select(i => ever[(int)((long)i * ever.Length / MostRows)])];
        var height = Math.Clamp(240 / rows.Length, 2, 12);
        page.Begin("svg", ("class", "deaths"), ("width", "100%"), ("height", rows.Length * height), ("role", "img"))
            .Leaf("title", $"Who dies when in {records[0].Name}")
            .Leaf(
                "desc",
                $"{Wording.Count(ever.Length)} of {Wording.Count(records[0].Units)} units were dead at some time, {Wording.Count(dead[^1].Count)} at the end."
            )
            .Empty("rect", ("class", "v-healthy"), ("width", "100%"), ("height", "100%"));
        for (var row = 0; row < rows.Length; row++)
        {
            var unit = rows[row];
            for (var from = 0; from < dead.Length; from++)
            {
                if (!dead[from].Contains(unit))
                {
                    continue;
                }

                var to = from + 1;
                while (to < dead.Length && dead[to].Contains(unit))
                {
                    to++;
                }

                var until = to == dead.Length ? "to the end" : $"to {Wording.Count(to - 1)}";
                page.Begin(
                        "rect",
                        ("class", from == 0 ? "v-dead" : "v-rare"),
                        ("x", Percent(from, dead.Length)),
                        ("width", Percent(to - from, dead.Length)),
                        ("y", row * height),
                        ("height", height > 3 ? height - 0.6 : height)
                    )
                    .Leaf("title", $"unit {Wording.Count(unit)}: dead from examination {Wording.Count(from)} {until}")
                    .End();
                from = to;
            }
        }

        page.End();
        if (rows.Length < ever.Length)
        {
            var told = $"{Wording.Count(rows.Length)} of the {Wording.Count(ever.Length)} units that were ever dead, at equal distances.";
            page.Leaf("p", told, ("class", "note"));
        }
    }

    private static string Percent(int part, int whole) => FormattableString.Invariant($"{100.0 * part / whole:0.###}%");
}
