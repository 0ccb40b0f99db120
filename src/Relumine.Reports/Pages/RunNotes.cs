namespace Relumine.Reports.Pages;

/// <summary>What stands in front of compared runs: what they show, in what they differ and what to look at.</summary>
/// <param name="Lines">What is said of each run, in the order of the runs; an empty list for none.</param>
/// <param name="Differences">In what each differs from the first; that of the first is empty.</param>
public sealed record RunNotes(IReadOnlyList<IReadOnlyList<string>> Lines, IReadOnlyList<IReadOnlyList<string>> Differences)
{
    private const string Look = "Look at";

    // More differences of one run than this are two recipes that have nothing to do with each other.
    private const int MostDifferences = 8;

    /// <summary>Writes the section, if there is anything to say.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="names">The names of the runs.</param>
    internal void Write(Markup page, IReadOnlyList<string> names)
    {
        var common = Lines.Count > 0 ? Lines.Aggregate(Lines[0], (all, own) => [.. all.Intersect(own)]) : [];
        var looks = Lines.SelectMany(l => l).Where(l => l.StartsWith(Look, StringComparison.Ordinal)).Distinct().ToArray();
        if (Lines.All(l => l.Count == 0) && Differences.All(d => d.Count == 0))
        {
            return;
        }

        Page.Section(page, "lesson", "What this shows", section =>
        {
            section.Begin("div", ("class", "card"));
            foreach (var line in common.Except(looks).Concat(looks))
            {
                section.Leaf("p", line);
            }

            var own = Lines.Select(l => string.Join(" ", l.Except(common).Except(looks))).ToArray();
            if (own.Any(t => t.Length > 0))
            {
                Words(section, names, (i, dd) => dd.Text(own[i]), i => own[i].Length > 0);
            }

            if (Differences.Any(d => d.Count > 0))
            {
                section.Begin("details").Leaf("summary", $"In what the recipes differ from that of {names[0]}").Begin("div");
                Words(section, names, (i, dd) => Changes(dd, Differences[i]), i => Differences[i].Count > 0);
                section.End().End();
            }

            section.End().Line();
        });
    }

    private static void Words(Markup page, IReadOnlyList<string> names, Action<int, Markup> about, Func<int, bool> has)
    {
        page.Begin("dl", ("class", "words"));
        for (var i = 0; i < names.Count; i++)
        {
            if (has(i))
            {
                page.Leaf("dt", $"{i + 1} {names[i]}").Begin("dd");
                about(i, page);
                page.End();
            }
        }

        page.End();
    }

    private static void Changes(Markup page, IReadOnlyList<string> changes)
    {
        foreach (var change in changes.Take(MostDifferences))
        {
            page.Begin("div", ("class", "note")).Leaf("code", change).End();
        }

        if (changes.Count > MostDifferences)
        {
            page.Leaf("div", $"and {changes.Count - MostDifferences} more", ("class", "note"));
        }
    }
}
