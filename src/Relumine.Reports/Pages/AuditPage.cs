using Relumine.Doctor.Audits;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

/// <summary>
/// An audit as one self-contained HTML file: the verdict in a sentence, key numbers, findings, every layer, and how it was
/// measured. Readable without script, dark and light, on paper and by a screen reader.
/// </summary>
public static class AuditPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="result">The audit, as it was made; one that was read from JSON lacks the drawings of units.</param>
    /// <returns>HTML that is well-formed XML too; a few hundred kilobytes for 10,000 units.</returns>
    public static string Write(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var headline = Headline.Of(result);
        return Page.Write(
            $"{headline.Sentence.TrimEnd('.')} – {FileName(result)}",
            top => Top(top, result, headline),
            content =>
            {
                KeyNumbers.Write(content, result);
                if (result.Layers.Count > 0)
                {
                    LayerOverview.Write(content, result);
                }

                FindingCards.Write(content, result.Findings, FindingGroup.Of(result));
                if (HalfPrecision.Note(result) is { } note)
                {
                    content.Leaf("p", note, ("class", "note"));
                }

                if (result.PossibleCauses is { Count: > 0 } causes)
                {
                    Causes(content, causes);
                }

                if (result.Layers.Count > 0)
                {
                    LayerCards.Write(content, result);
                    PortraitSections.Write(
                        content,
                        before: null,
                        result.Portrait,
                        ClassRates.Of(result),
                        result.Layers[0].DeadUnits,
                        name => result.Layers.FirstOrDefault(l => l.Name == name)?.Heading ?? name);
                    LayerTable.Write(content, result);
                    ProofSection.Write(content, result);
                }

                Method.Write(content, result);
            });
    }

    private static void Top(Markup page, AuditResult result, Headline headline)
    {
        var (badge, word) = headline.Worst switch
        {
            Severity.Critical => ("critical", "Critical"),
            Severity.Warning => ("warning", "Needs a look"),
            Severity.Info => ("info", "Worth knowing"),
            _ => ("good", "Nothing found"),
        };
        page.Leaf("p", "Relumine audit", ("class", "eyebrow"))
            .Leaf("h1", headline.Sentence)
            .Begin("p", ("class", "lead"))
            .Leaf("span", word, ("class", "badge " + badge))
            .Leaf("code", FileName(result))
            .Text($", {Wording.Count(result.Model.Parameters, "parameter")}, examined on {Wording.Count(result.Data.Samples, "sample")}"
                + (result.Data.Complete ? "." : "; the audit was cancelled before the last one."))
            .End();
    }

    // A finished model does not tell how it was trained, so that nothing can be tried on it.
    private static void Causes(Markup page, IReadOnlyList<PossibleCause> causes) =>
        Page.Section(
            page,
            "causes",
            "Possible causes, not tested",
            section =>
            {
                section
                    .Leaf(
                        "p",
                        "What may have made the network so, what would explain most first. Only an experiment tells which: "
                            + "a checkup of the recipe that it was trained with makes them."
                    )
                    .Begin("ul");
                foreach (var cause in causes)
                {
                    var about = CauseCatalogue.Find(cause.Cause);
                    section
                        .Begin("li")
                        .Leaf("strong", (about?.Title ?? cause.Cause) + ".")
                        .Text(
                            " "
                                + about?.Why
                                + " It would explain: "
                                + string.Join(", ", cause.Findings.Select(f => FindingCatalogue.Find(f)?.Title.ToLowerInvariant() ?? f))
                                + "."
                        )
                        .End();
                }

                section.End();
            });

    private static string FileName(AuditResult result) => result.Model.Path.Split('/', '\\')[^1];
}
