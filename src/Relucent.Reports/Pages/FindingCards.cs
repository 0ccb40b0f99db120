namespace Relucent.Reports.Pages;

/// <summary>What was found, the gravest first, with why it matters and what may help.</summary>
internal static class FindingCards
{
    // A network of many sick layers has more findings than anybody reads; the rest is in the JSON.
    private const int Most = 60;

    public static void Write(Markup page, IReadOnlyList<Finding> findings) => Page.Section(page, "findings", "Findings", section =>
    {
        if (findings.Count == 0)
        {
            section.Leaf("p", "Nothing was found that needs attention.");
        }

        foreach (var finding in findings.Take(Most))
        {
            Card(section, finding);
        }

        if (findings.Count > Most)
        {
            section.Leaf("p", $"{Wording.Count(findings.Count - Most)} more findings, none graver, are in the JSON (--json).");
        }
    });

    private static void Card(Markup page, Finding finding)
    {
        var about = FindingCatalogue.Find(finding.Id);
        var severity = finding.Severity.ToString();
        page.Begin("article", ("class", "card finding " + severity.ToLowerInvariant()))
            .Begin("h3").Leaf("span", severity, ("class", "badge " + severity.ToLowerInvariant())).Text(about?.Title ?? finding.Id).End()
            .Leaf("p", finding.Message)
            .Begin("details").Leaf("summary", "Why it matters and what may help");
        if (about is not null)
        {
            page.Leaf("p", about.Why);
        }

        page.Begin("ul");
        foreach (var cure in finding.Cures)
        {
            page.Leaf("li", Cure.Explain(cure));
        }

        page.End().End().End().Line();
    }
}
