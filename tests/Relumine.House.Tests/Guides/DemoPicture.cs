using Relumine.Cli.Commands;
using Relumine.Cli.Output;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Recipes;
using Relumine.Reports;
using Relumine.Reports.Charts;
using Relumine.Reports.Pages;

namespace Relumine.House.Tests.Guides;

/// <summary>The picture of README.md: the story and the curves of the checkup that <c>relumine demo</c> makes.</summary>
internal static class DemoPicture
{
    private const double Width = 760;
    private const double Margin = 28;
    private const double Answers = 160;
    private const double LineHeight = 19;
    private const int Letters = 84;

    /// <summary>The drawing as a file of its own.</summary>
    public static string Draw()
    {
        var result = Checkup.Run(Recipe.Parse(DemoCommand.SickRecipe), new CheckupOptions { Threads = 1 });
        var story = CheckupWording.Story(result).Select(s => (s.Question, Lines: Paragraph.Lines(s.Answer, Letters).ToArray())).ToArray();
        var charts = 78 + story.Sum(s => (LineHeight * s.Lines.Length) + 7) + 16;
        var height = charts + 252;
        var page = new Markup();
        page.Begin(
                "svg",
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("viewBox", FormattableString.Invariant($"0 0 {Width} {height}")),
                ("style", "font-family: system-ui, sans-serif")
            )
            .Leaf("title", CheckupWording.Headline(result))
            .Begin("style").Verbatim(Stylesheet.ForDrawings).End();
        page.Empty("rect", ("width", Width), ("height", height), ("rx", 14), ("style", "fill: var(--card); stroke: var(--line)"));
        Text(page, Margin, 46, CheckupWording.Headline(result), "font-size: 22px; font-weight: 650; fill: var(--ink)");
        Story(page, story);
        var runs = CheckupCurves.Of(result, c => 100 * c.Score);
        Chart(page, Margin, charts, "Accuracy, %", runs);
        Chart(page, (Width / 2) + 6, charts, "Dead units of the worst layer, %", CheckupCurves.Of(result, c => 100 * c.Dead));
        foreach (var (run, i) in runs.Select((r, i) => (r, i)))
        {
            var x = Margin + (150 * i);
            page.Empty("line", ("class", run.Class), ("x1", x), ("x2", x + 28), ("y1", height - 24), ("y2", height - 24));
            Text(page, x + 36, height - 20, FormattableString.Invariant($"{run.Style + 1}  {run.Name}"), "font-size: 12.5px");
        }

        return page.End() + "\n";
    }

    private static void Story(Markup page, (string Question, string[] Lines)[] story)
    {
        var y = 78.0;
        foreach (var (question, lines) in story)
        {
            Text(page, Margin, y, question, "font-size: 13px; font-weight: 650; fill: var(--ink)");
            foreach (var line in lines)
            {
                Text(page, Answers, y, line, "font-size: 13px; fill: var(--ink)");
                y += LineHeight;
            }

            y += 7;
        }
    }

    private static void Chart(Markup page, double x, double y, string title, IReadOnlyList<Curve> curves)
    {
        Text(page, x, y, title, "font-size: 13px; font-weight: 600; fill: var(--ink)");
        page.Begin("svg", ("x", x - 12), ("y", y + 8), ("width", 350), ("height", 203));
        LineChart.Draw(page, title, "step", curves, legend: false);
        page.End();
    }

    private static void Text(Markup page, double x, double y, string text, string style) => page.Leaf("text", text, ("x", x), ("y", y), ("style", style));
}
