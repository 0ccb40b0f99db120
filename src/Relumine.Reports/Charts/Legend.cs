using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>What the fillings of drawings mean.</summary>
internal static class Legend
{
    /// <summary>Words beside swatches.</summary>
    public static void Draw(Markup page, IEnumerable<(string Class, string Word)> entries)
    {
        page.Begin("ul", ("class", "legend"));
        foreach (var (fill, word) in entries)
        {
            page.Begin("li")
                .Begin("svg", ("width", 18), ("height", 12), ("aria-hidden", "true"), ("focusable", "false"))
                .Empty("rect", ("class", fill), ("width", 18), ("height", 12), ("rx", 2))
                .End()
                .Text(word)
                .End();
        }

        page.End();
    }
}
