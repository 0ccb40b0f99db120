using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>Which class was answered for which, as a table whose cells are the darker the more of their row they hold.</summary>
internal static class ConfusionTable
{
    private const int MostTold = 3;

    /// <summary>Draws the table, with the gravest mistakes in words.</summary>
    public static void Draw(Markup page, ConfusionMatrix matrix)
    {
        var mistakes = Mistakes(matrix);
        page.Leaf(
            "p",
            mistakes.Length == 0 ? "Every sample was answered rightly." : $"Most often {string.Join("; ", mistakes)}."
        );
        page.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Confusion matrix"))
            .Begin("table", ("class", "confusion"))
            .Begin("caption")
            .Leaf("span", $"Rows are what samples are, columns what was answered, on {(matrix.Validation ? "samples kept aside" : "samples learned from")}.")
            .End()
            .Begin("thead").Begin("tr").Leaf("th", "Is", ("scope", "col"));
        foreach (var name in matrix.Classes)
        {
            page.Leaf("th", name, ("scope", "col"));
        }

        page.Leaf("th", "Right", ("scope", "col")).End().End().Begin("tbody");
        for (var row = 0; row < matrix.Classes.Count; row++)
        {
            var counts = matrix.Counts[row];
            var all = counts.Sum();
            page.Begin("tr").Leaf("th", matrix.Classes[row], ("scope", "row"));
            for (var column = 0; column < counts.Count; column++)
            {
                var share = all == 0 ? 0 : counts[column] / (double)all;
                page.Leaf("td", counts[column] == 0 ? "" : Wording.Count(counts[column]), ("class", Class(share, row == column)));
            }

            page.Leaf("td", all == 0 ? "–" : Wording.Percent(counts[row] / (double)all)).End().Line();
        }

        page.End().End().End().Line();
    }

    // Colour only underlines: the number stands in every cell.
    private static string? Class(double share, bool right) => share == 0 ? null : $"{(right ? "right" : "wrong")}-{(share < 0.05 ? 1 : share < 0.3 ? 2 : 3)}";

    private static string[] Mistakes(ConfusionMatrix matrix)
    {
        var mistakes =
            from row in Enumerable.Range(0, matrix.Classes.Count)
            from column in Enumerable.Range(0, matrix.Classes.Count)
            let count = matrix.Counts[row][column]
            where row != column && count > 0
            orderby count descending
            select $"{matrix.Classes[row]} was answered as {matrix.Classes[column]} ({Wording.Count(count)} of {Wording.Count(matrix.Counts[row].Sum())})";
        return [.. mistakes.Take(MostTold)];
    }
}
