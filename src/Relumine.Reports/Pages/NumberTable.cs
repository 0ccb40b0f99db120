namespace Relumine.Reports.Pages;

/// <summary>A table that scrolls sideways where it must, with a caption and headings for screen readers.</summary>
internal static class NumberTable
{
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
        page.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption))
            .Begin("table").Leaf("caption", caption).Begin("thead").Begin("tr").Leaf("th", rowHead, ("scope", "col"));
        foreach (var (head, _) in all)
        {
            page.Leaf("th", head, ("scope", "col"));
        }

        page.End().End().Begin("tbody");
        foreach (var row in rows)
        {
            page.Begin("tr").Leaf("th", name(row), ("scope", "row"), ("title", name(row)));
            foreach (var (_, cell) in all)
            {
                page.Leaf("td", cell(row));
            }

            page.End().Line();
        }

        page.End().End().End().Line();
    }
}
