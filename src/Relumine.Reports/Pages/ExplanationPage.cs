using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>Findings, causes and topics that one word names, as one self-contained HTML file.</summary>
public static class ExplanationPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="explanations">At least one; the first gives the page its title.</param>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(IReadOnlyList<Explanation> explanations)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentOutOfRangeException.ThrowIfZero(explanations.Count);
        var first = explanations[0];
        return Page.Write(
            first.Title,
            top => top.Leaf("p", "Relumine explains", ("class", "eyebrow")).Leaf("h1", first.Title),
            page =>
            {
                foreach (var (explanation, number) in explanations.Select((e, i) => (e, i)))
                {
                    Page.Section(
                        page,
                        FormattableString.Invariant($"e{number}"),
                        $"{explanation.Title}: {explanation.About}",
                        s => Parts(s, explanation, name => PlaceOf(explanations, explanation, name))
                    );
                }
            });
    }

    // Another explanation of the page that has a name. A finding and a cause may share theirs: a name leads to the other kind.
    private static string? PlaceOf(IReadOnlyList<Explanation> explanations, Explanation from, string name)
    {
        for (var i = 0; i < explanations.Count; i++)
        {
            if (explanations[i].Id == name && explanations[i].Kind != from.Kind)
            {
                return FormattableString.Invariant($"#e{i}");
            }
        }

        return null;
    }

    private static void Parts(Markup section, Explanation explanation, Func<string, string?> placeOf)
    {
        if (Sketches.Find(explanation.Id) is { } sketch)
        {
            sketch.Draw(section);
        }

        section.Begin("div", ("class", "card"));
        foreach (var part in explanation.Parts)
        {
            section.Leaf("h3", part.Heading);
            if (part.Lines.All(l => l.Name.Length == 0))
            {
                foreach (var line in part.Lines)
                {
                    section.Leaf("p", line.Text);
                }

                continue;
            }

            section.Begin("dl", ("class", "words"));
            foreach (var line in part.Lines)
            {
                section.Begin("dt");
                if (placeOf(line.Name) is { } place)
                {
                    section.Leaf("a", line.Name, ("href", place));
                }
                else
                {
                    section.Text(line.Name);
                }

                section.End().Leaf("dd", line.Text);
            }

            section.End();
        }

        section.End().Line();
    }
}
