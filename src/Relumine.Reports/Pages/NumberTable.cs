namespace Relumine.Reports.Pages;

/// <summary>A table that scrolls sideways where it must, with a caption and headings for screen readers.</summary>
internal static class NumberTable
{
    // A table of more columns may be wider than the text around it.
    private const int ColumnsOfText = 9;

    // A longer cell is words rather than a number, and may go over several lines.
    private const int LongestNumber = 24;

    /// <summary>Opens a table in a box of its own, in which it scrolls where it must; the caller ends head, body, table and box.</summary>
    public static Markup Begin(Markup page, string caption, int columns) => page
        .Begin("div", ("class", columns > ColumnsOfText ? "scroll wide" : "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption))
        .Begin("table").Begin("caption").Leaf("span", caption).End();

    /// <summary>Writes the table.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="caption">What it holds.</param>
    /// <param name="rowHead">What a row is.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="name">What a row is called.</param>
    /// <param name="columns">The columns.</param>
    public static void Write<T>(
        Markup page,
        string caption,
        string rowHead,
        IEnumerable<T> rows,
        Func<T, string> name,
        IEnumerable<(string Head, Func<T, string> Cell)> columns
    )
    {
        var all = columns.ToArray();
        Begin(page, caption, all.Length).Begin("thead").Begin("tr").Leaf("th", rowHead, ("scope", "col"));
        foreach (var (head, _) in all)
        {
            page.Leaf("th", head, ("scope", "col"));
        }

        page.End().End().Begin("tbody");
        foreach (var row in rows)
        {
            page.Begin("tr").Leaf("th", name(row), ("scope", "row"));
            foreach (var (_, cell) in all)
            {
                var text = cell(row);
                page.Leaf("td", text, ("class", text.Length > LongestNumber ? "words" : null));
            }

            page.End().Line();
        }

        page.End().End().End().Line();
    }
}
