using System.Text;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;

namespace Relumine.House.Tests.Guides;

/// <summary>The pages of docs/findings and docs/causes: what <c>relumine explain</c> prints.</summary>
internal static class MedicinePages
{
    /// <summary>Every page of docs/findings by its name.</summary>
    public static IReadOnlyDictionary<string, string> Findings() =>
        FindingCatalogue
            .All.ToDictionary(f => f.Id + ".md", Page)
            .Append(
                new(
                    "README.md",
                    Index(
                        "Findings",
                        "What audits and checkups observe. `relumine explain NAME` prints the same.",
                        "finding",
                        FindingCatalogue.All.Select(f => (f.Id, f.Title))
                    )
                )
            )
            .ToDictionary();

    /// <summary>Every page of docs/causes by its name.</summary>
    public static IReadOnlyDictionary<string, string> Causes() =>
        CauseCatalogue
            .All.ToDictionary(c => c.Id + ".md", Page)
            .Append(
                new(
                    "README.md",
                    Index(
                        "Causes",
                        "What checkups test by experiment: the same training again with exactly one thing changed. "
                            + "A change whose effect is that the illness goes and the network learns is the cause; "
                            + "when no change does that, the cause is `unknown`.",
                        "cause",
                        CauseCatalogue.All.OrderBy(c => c.Kind).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => (c.Id, c.Title))
                    )
                )
            )
            .ToDictionary();

    private static string Page(IFinding finding) =>
        $"# {finding.Title}\n\n`{finding.Id}`, a finding of audits and checkups. Generated from the code.\n\n## Why it matters\n\n{finding.Why}\n\n## When it "
            + $"is raised\n\n{finding.Rule}\n\n## What may help\n\n"
        + string.Concat(finding.Cures.Select(c => $"* `{c}`: {Cure.Explain(c)}\n"))
        + "\n## What may have caused it\n\n"
        + (finding.Causes.Count > 0 ? "A checkup tells which by experiment.\n\n" : "It says itself what is at fault: no other cause is looked for.\n")
        + string.Concat(finding.Causes.Select(c => $"* [`{c}`](../causes/{c}.md): {CauseCatalogue.Find(c)!.Title}.\n"));

    private static string Page(ICause cause) =>
        $"# {cause.Title}\n\n`{cause.Id}`, a cause that checkups test ({cause.Kind.ToString().ToLowerInvariant()}). "
            + $"Generated from the code.\n\n## How it makes a network sick\n\n{cause.Why}\n\n"
        + $"## What makes one think of it\n\n{cause.Evidence}\n\n## The experiment that decides\n\n{cause.Experiment}\n";

    private static string Index(string title, string text, string column, IEnumerable<(string Id, string Title)> entries)
    {
        var page = new StringBuilder($"# {title}\n\nGenerated from the code. {text}\n\n| {column} | |\n|---|---|\n");
        foreach (var (id, name) in entries)
        {
            page.Append("| [`").Append(id).Append("`](").Append(id).Append(".md) | ").Append(name).Append(" |\n");
        }

        return page.ToString();
    }
}
