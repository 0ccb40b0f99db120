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
            foreach (var line in common.Except(looks))
            {
                section.Leaf("p", line);
            }

            section.Begin("dl", ("class", "words"));
            for (var i = 0; i < names.Count; i++)
            {
                var own = Lines[i].Except(common).Except(looks).ToArray();
                var differs = Differences[i];
                if (own.Length + differs.Count == 0)
                {
                    continue;
                }

                section.Leaf("dt", $"{i + 1} {names[i]}").Begin("dd").Text(string.Join(" ", own));
                foreach (var change in differs.Take(MostDifferences))
                {
                    section.Begin("div", ("class", "note")).Leaf("code", change).End();
                }

                if (differs.Count > MostDifferences)
                {
                    section.Leaf("div", $"and {differs.Count - MostDifferences} more", ("class", "note"));
                }

                section.End();
            }

            section.End();
            if (looks.Length > 0)
            {
                section.Leaf("h3", "What to look at", ("class", "after"));
                foreach (var look in looks)
                {
                    section.Leaf("p", look);
                }
            }

            section.End().Line();
        });
    }
}
