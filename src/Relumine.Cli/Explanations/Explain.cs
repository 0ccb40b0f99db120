using Relumine.Cli.Explanations.Lessons;
using Relumine.Cli.Explanations.Topics;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Graph.Errors;
using Relumine.Kernels;
using Relumine.Kernels.Rows;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Explanations;

/// <summary>Finds what words mean, however they are written.</summary>
internal static class Explain
{
    /// <summary>The activation that the words name; null if they name none.</summary>
    public static Activation? Activation(Words words) =>
        new[] { words.Text, words.Id, words.Joined }.Select(n => ActivationCatalogue.Find(n) ?? ActivationOperatorCatalogue.Find(n))
            .FirstOrDefault(a => a is not null)
        ?? (TopicCatalogue.Activations.TryGetValue(words.Text, out var name) ? ActivationCatalogue.Find(name) ?? ActivationOperatorCatalogue.Find(name) : null);

    /// <summary>Whether anything is called so.</summary>
    public static bool Knows(Words words) => Activation(words) is not null || Of(words).Count > 0;

    /// <summary>All that the words name: a finding and a cause of one name, and the topic; empty if nothing is called so.</summary>
    public static IReadOnlyList<Explanation> Of(Words words)
    {
        var named = new List<Explanation>();
        if (FindingCatalogue.All.FirstOrDefault(f => words.Name(f.Id) || words.Name(f.Title)) is { } finding)
        {
            named.Add(Of(finding));
        }

        if (CauseCatalogue.All.FirstOrDefault(c => words.Name(c.Id) || words.Name(c.Title)) is { } cause)
        {
            named.Add(Of(cause));
        }

        if (CureCatalogue.All.FirstOrDefault(c => words.Name(c.Id)) is { } cure)
        {
            named.Add(new("cure", cure.Id, cure.Id, "what may help", [new("What to do", cure.Explanation)]));
        }

        if (TopicCatalogue.All.FirstOrDefault(t => words.Name(t.Id) || t.Words.Any(words.Name)) is { } topic)
        {
            named.Add(Of(topic));
        }

        return [.. named.Select(WithLesson)];
    }

    /// <summary>The lesson about an activation, as a part of its page.</summary>
    public static ExplanationPart LessonOf(Activation activation) => Part(LessonCatalogue.For("activation", activation.Card.Name)!);

    /// <summary>What was named, then what it leads to: of a finding the causes, of a cause the findings; links of their page go both ways.</summary>
    public static IReadOnlyList<Explanation> WithRelated(IReadOnlyList<Explanation> found)
    {
        var related = new List<Explanation>(found);
        foreach (var one in found)
        {
            related.AddRange(one.Kind switch
            {
                "finding" => FindingCatalogue.Find(one.Id)!.Causes.Select(CauseCatalogue.Find).OfType<ICause>().Select(Of),
                "cause" => FindingsOf(one.Id).Select(Of),
                _ => [],
            });
        }

        return [.. related.DistinctBy(e => (e.Kind, e.Id))];
    }

    /// <summary>The error for words that nothing is called by; it names what is near.</summary>
    public static RelumineException Unknown(Words words)
    {
        string[] known =
        [
            .. ActivationCatalogue.All.Concat(ActivationOperatorCatalogue.All).SelectMany(a => a.Card.Aliases.Prepend(a.Card.Name)),
            .. FindingCatalogue.All.Select(f => f.Id),
            .. CauseCatalogue.All.Select(c => c.Id),
            .. TopicCatalogue.All.SelectMany(t => t.Words),
        ];

        // One word of several may be the one that is known.
        var meant = words.Text.Split(' ').Prepend(words.Text).Prepend(words.Id).FirstOrDefault(w => w.Length > 2 && Nearest.To(w, known).Count > 0);
        return new(
            ErrorKind.InvalidRequest,
            $"Nothing is called '{words.Text}'.{(meant is null ? "" : Nearest.Question(meant, known))} 'relumine explain' lists all names."
        );
    }

    private static Explanation WithLesson(Explanation one) =>
        LessonCatalogue.For(one.Kind, one.Id) is { } lesson ? one with { Parts = [.. one.Parts, Part(lesson)] } : one;

    private static ExplanationPart Part(Lesson lesson) => new("Lesson", lesson.Words);

    private static Explanation Of(IFinding finding) => new(
        "finding", finding.Id, finding.Title, "a finding of an audit or a checkup",
        [
            new("Why it matters", finding.Why),
            new("When it is raised", finding.Rule),
            new("What may help, best first", [.. finding.Cures.Select(c => new ExplanationLine(c, Cure.Explain(c)))]),
            finding.Causes.Count == 0
                ? new("What may have caused it", "It says itself what is at fault: no other cause is looked for.")
                : new(
                    "What may have caused it; a checkup tells which by experiment",
                    [.. finding.Causes.Select(c => new ExplanationLine(c, CauseCatalogue.Find(c)?.Title + "."))]
                ),
        ]);

    private static Explanation Of(ICause cause) => new(
        "cause", cause.Id, cause.Title, "a cause that a checkup tests by experiment",
        [
            new("Why", cause.Why), new("Evidence", cause.Evidence), new("Experiment", cause.Experiment),
            .. FindingsOf(cause.Id).Any()
                ? [new ExplanationPart("What it may have brought about", [.. FindingsOf(cause.Id).Select(f => new ExplanationLine(f.Id, f.Title + "."))])]
                : Array.Empty<ExplanationPart>(),
        ]);

    private static IEnumerable<IFinding> FindingsOf(string cause) => FindingCatalogue.All.Where(f => f.Causes.Contains(cause));

    private static Explanation Of(Topic topic) => new(
        "topic", topic.Id, topic.Title, "a topic",
        [
            new("What it is", [.. topic.Paragraphs.Select(p => new ExplanationLine("", p))]),
            .. topic.InRelumine is { } here ? [new ExplanationPart("In Relumine", here)] : Array.Empty<ExplanationPart>(),
            new("Sources", [.. topic.Sources.Select(s => new ExplanationLine("", s))]),
            .. topic.See.Count == 0 ? [] : new ExplanationPart[] { new("See also", string.Join(", ", topic.See.Select(s => $"relumine explain {s}")) + ".") },
        ]);
}
