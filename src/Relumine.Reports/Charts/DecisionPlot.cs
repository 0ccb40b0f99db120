using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>
/// What a network of two inputs answers everywhere, as areas, and some of the samples on them; a sample in another area than its own is answered wrongly.
/// </summary>
internal static class DecisionPlot
{
    private const double Size = 300;
    private const double Left = 78;
    private const double Top = 8;

    // Rows reach a little under those below them, so that no rounding leaves a line of paper between.
    private const double Overlap = 0.6;

    /// <summary>Draws the map and its legend.</summary>
    public static void Draw(Markup page, DecisionMap map)
    {
        page.Begin(
                "svg",
                ("class", "chart square"),
                ("role", "img"),
                ("viewBox", FormattableString.Invariant($"0 0 {Left + Size + 8} {Top + Size + 36}"))
            )
            .Leaf("title", "Decision boundary")
            .Leaf("desc", Describe(map));
        var cell = Size / map.Side;
        page.Begin("g", ("class", "areas"));
        for (var row = 0; row < map.Side; row++)
        {
            // Neighbours of one answer are one rectangle: the page stays small.
            for (var from = 0; from < map.Side;)
            {
                var answer = map.Answers[(row * map.Side) + from];
                var to = from + 1;
                while (to < map.Side && map.Answers[(row * map.Side) + to] == answer)
                {
                    to++;
                }

                page.Empty(
                    "rect",
                    ("class", Area(answer)),
                    ("x", Left + (from * cell)),
                    ("width", (to - from) * cell),
                    ("y", Top + Size - ((row + 1) * cell)),
                    ("height", cell + Overlap)
                );
                from = to;
            }
        }

        page.End();
        foreach (var point in map.Points)
        {
            page.Empty("circle", ("class", "sample " + Area(point.Label)), ("cx", Left + (point.X * Size)), ("cy", Top + Size - (point.Y * Size)), ("r", 2.6));
        }

        Axes(page, map);
        page.End();
        Legend.Draw(page, map.Classes.Select((c, i) => (Area(i), c)));
    }

    private static void Axes(Markup page, DecisionMap map)
    {
        page.Leaf("text", Wording.Number(map.X.Low), ("x", Left), ("y", Top + Size + 14))
            .Leaf("text", Wording.Number(map.X.High), ("x", Left + Size), ("y", Top + Size + 14), ("text-anchor", "end"))
            .Leaf("text", Short(map.X.Name), ("x", Left + (Size / 2)), ("y", Top + Size + 30), ("text-anchor", "middle"))
            .Leaf("text", Wording.Number(map.Y.High), ("x", Left - 5), ("y", Top + 10), ("text-anchor", "end"))
            .Leaf("text", Wording.Number(map.Y.Low), ("x", Left - 5), ("y", Top + Size), ("text-anchor", "end"))
            .Leaf(
                "text",
                Short(map.Y.Name),
                ("transform", FormattableString.Invariant($"translate({Left - 12} {Top + (Size / 2)}) rotate(-90)")),
                ("text-anchor", "middle")
            );
    }

    private static string Describe(DecisionMap map)
    {
        var shares = map.Classes.Select((c, i) => $"{c} on {Wording.Percent(map.Answers.Count(a => a == i) / (double)map.Answers.Count)}");
        return $"Over {map.X.Name} and {map.Y.Name} the network answers {string.Join(", ", shares)} of the area shown.";
    }

    private static string Short(string name) => name.Length > 32 ? name[..31] + "…" : name;

    private static string Area(int label) => FormattableString.Invariant($"a-{label % DecisionMap.MostClasses}");
}
