using Relumine.Doctor.Units;
using Relumine.Recipes.Sweeps;

namespace Relumine.Reports.Charts;

/// <summary>A number over two fields of a recipe, as a picture of tints: the first field upwards, the second to the right.</summary>
internal static class PhaseMap
{
    private const int Size = 300;
    private const int Left = 74;
    private const int Top = 8;

    // Where tooltips for every cell would make a page large, the picture has none.
    private const int MostTooltips = 1200;

    private static readonly string s_darkest = FormattableString.Invariant($"h-{TintScale.Levels - 1}");

    /// <summary>Draws the picture.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="sweep">The sweep, for its first two axes.</param>
    /// <param name="points">The points, the second axis running fastest; null where nothing is known.</param>
    /// <param name="number">From 0, the palest tint, to 1, the darkest; null where there is none.</param>
    /// <param name="words">What a point is and has.</param>
    public static void Draw(
        Markup page, string title, Sweep sweep, IReadOnlyList<SweepPoint?> points, Func<SweepPoint, double?> number, Func<SweepPoint, string> words)
    {
        var (rows, columns) = (sweep.Axes[0].Values.Count, sweep.Axes.Count > 1 ? sweep.Axes[1].Values.Count : 1);
        double across = Size / (double)columns,
            up = Size / (double)rows;
        page.Begin(
                "svg",
                ("class", "chart square phase"),
                ("role", "img"),
                ("viewBox", FormattableString.Invariant($"0 0 {Left + Size + 8} {Top + Size + 36}"))
            )
            .Leaf("title", title)
            .Leaf("desc", Describe(sweep, points, number));
        var told = rows * columns <= MostTooltips;
        for (var row = 0; row < rows; row++)
        {
            for (var from = 0; from < columns;)
            {
                var fill = Fill(points[(row * columns) + from], number);
                var to = from + 1;

                // Neighbours of one tint are one rectangle: the page stays small.
                while (!told && to < columns && Fill(points[(row * columns) + to], number) == fill)
                {
                    to++;
                }

                page.Begin(
                    "rect",
                    ("class", fill),
                    ("x", Left + (from * across)),
                    ("width", (to - from) * across),
                    ("y", Top + Size - ((row + 1) * up)),
                    ("height", up)
                );
                if (told && points[(row * columns) + from] is { } point)
                {
                    page.Leaf("title", words(point));
                }

                page.End();
                from = to;
            }
        }

        Axes(page, sweep);
        page.End();
    }

    /// <summary>What the tints mean.</summary>
    public static void Legend(Markup page, string low, string high, string none, bool hasNone) =>
        Charts.Legend.Draw(page, hasNone ? [("h-0", low), (s_darkest, high), ("v-invalid", none)] : [("h-0", low), (s_darkest, high)]);

    private static string Fill(SweepPoint? point, Func<SweepPoint, double?> number) =>
        point is null ? "sheet"
        : number(point) is not { } value ? "v-invalid"
        : FormattableString.Invariant($"h-{(int)Math.Clamp(value * TintScale.Levels, 0, TintScale.Levels - 1)}");

    private static void Axes(Markup page, Sweep sweep)
    {
        var up = sweep.Axes[0];
        page.Leaf("text", up.Word(up.Values.Count - 1), ("x", Left - 5), ("y", Top + 10), ("text-anchor", "end"))
            .Leaf("text", up.Word(0), ("x", Left - 5), ("y", Top + Size), ("text-anchor", "end"))
            .Leaf(
                "text", up.Field + Steps(up), ("transform", FormattableString.Invariant($"translate({Left - 16} {Top + (Size / 2)}) rotate(-90)")),
                ("text-anchor", "middle"));
        if (sweep.Axes.Count > 1)
        {
            var across = sweep.Axes[1];
            page.Leaf("text", across.Word(0), ("x", Left), ("y", Top + Size + 14))
                .Leaf("text", across.Word(across.Values.Count - 1), ("x", Left + Size), ("y", Top + Size + 14), ("text-anchor", "end"))
                .Leaf("text", across.Field + Steps(across), ("x", Left + (Size / 2)), ("y", Top + Size + 30), ("text-anchor", "middle"));
        }
    }

    private static string Steps(SweepAxis axis) => axis.IsLogarithmic ? " (equal factors)" : "";

    private static string Describe(Sweep sweep, IReadOnlyList<SweepPoint?> points, Func<SweepPoint, double?> number)
    {
        double[] numbers = [.. points.OfType<SweepPoint>().Select(number).OfType<double>()];
        var none = points.OfType<SweepPoint>().Count(p => number(p) is null);
        var over = string.Join(" and ", sweep.Axes.Take(2).Select(a => $"{a.Field} from {a.Word(0)} to {a.Word(a.Values.Count - 1)}"));
        return $"Over {over}: " + (numbers.Length == 0 ? "no point has a number." : $"the mean tint is {Wording.Percent(numbers.Average())} of the darkest")
            + (none > 0 ? $"; {Wording.Count(none)} points have none." : ".");
    }
}
