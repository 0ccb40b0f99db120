using Relumine.Doctor.Audits;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

/// <summary>What was found: one card for each kind, the gravest first, with why it matters and what may help.</summary>
internal static class FindingCards
{
    // A network of many sick layers has more findings than anybody reads; the rest is in the JSON.
    private const int MostOfAKind = 12;

    /// <summary>Writes the cards.</summary>
    /// <param name="page">The page.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="groups">The same as it is read, those of many layers told once; null to tell each.</param>
    public static void Write(Markup page, IReadOnlyList<Finding> findings, IReadOnlyList<FindingGroup>? groups = null)
    {
        var told = groups is null ? findings.Select(f => (f.Id, f.Severity, f.Message)) : groups.Select(g => (g.Id, g.Severity, g.Message));
        var messages = told.ToLookup(t => t.Id, t => (t.Severity, t.Message));
        Page.Section(
            page,
            "findings",
            "Findings",
            section =>
            {
                if (findings.Count == 0)
                {
                    section.Leaf("p", "Nothing was found that needs attention.");
                }

                foreach (var kind in findings.GroupBy(f => f.Id))
                {
                    Card(section, kind.Key, [.. kind], [.. messages[kind.Key]]);
                }
            }
        );
    }

    // Findings come with the gravest first, so the first of a kind gives its card the severity.
    private static void Card(Markup page, string id, Finding[] findings, (Severity Severity, string Message)[] told)
    {
        var about = FindingCatalogue.Find(id);
        var severity = findings[0].Severity;
        page.Begin("article", ("class", "card finding " + Class(severity)))
            .Begin("h3").Leaf("span", Word(severity), ("class", "badge " + Class(severity))).Text(about?.Title ?? id).End();
        var shown = told.Take(MostOfAKind).ToArray();
        var common = Common(shown);
        foreach (var finding in shown)
        {
            var own = string.Join(". ", Sentences(finding.Message).Except(common));
            page.Leaf("p", (finding.Severity == severity ? "" : Word(finding.Severity) + ". ") + (own.Length > 0 ? own + "." : finding.Message));
        }

        if (common.Length > 0)
        {
            page.Leaf("p", string.Join(". ", common) + ".");
        }

        if (told.Length > MostOfAKind)
        {
            page.Leaf("p", $"And {Wording.Count(told.Length - MostOfAKind)} more; all are in the JSON.", ("class", "note"));
        }

        var cures = findings.SelectMany(f => f.Cures).Distinct().ToArray();
        if (cures.Length > 0)
        {
            page.Begin("p").Leaf("strong", "What may help: ").Text(Cure.Explain(cures[0])).End();
        }

        page.Begin("details").Leaf("summary", cures.Length > 1 ? "Why it matters and what else may help" : "Why it matters");
        if (about is not null)
        {
            page.Leaf("p", about.Why);
        }

        if (cures.Length > 1)
        {
            page.Begin("ul");
            foreach (var cure in cures.Skip(1))
            {
                page.Leaf("li", Cure.Explain(cure));
            }

            page.End();
        }

        page.End().End().Line();
    }

    // What is said of every layer alike is said once, behind what differs.
    private static string[] Common((Severity Severity, string Message)[] told) =>
        told.Length < 2 || told.Skip(1).Any(t => t.Message == told[0].Message)
            ? []
            : [.. told.Skip(1).Aggregate(Sentences(told[0].Message), (all, t) => [.. all.Intersect(Sentences(t.Message))])];

    private static string[] Sentences(string message) => message.TrimEnd('.').Split(". ");

    private static string Class(Severity severity) => Word(severity).ToLowerInvariant();

    private static string Word(Severity severity) => severity switch
    {
        Severity.Critical => "Critical",
        Severity.Warning => "Warning",
        _ => "Info",
    };
}
