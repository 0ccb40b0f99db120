using System.Globalization;
using System.Text;
using Relumine.Doctor.Checkups;

namespace Relumine.Trials.Cases;

/// <summary>The words and columns that scoreboards of cases share.</summary>
internal static class CaseTable
{
    /// <summary>The outcomes of every case, cases without a result left out.</summary>
    public static IReadOnlyList<CaseRow> Rows(IReadOnlyList<Case> cases, IReadOnlyList<CaseResult> results)
    {
        var of = results.ToLookup(r => r.Case);
        return [.. cases.Where(c => of.Contains(c.Name)).Select(c => new CaseRow(
            c.Name, c.Expected, [.. of[c.Name].OrderBy(r => r.Seed).ThenBy(r => r.Fold).Select(r => new CaseOutcome(c.Expected, r, CaseLimits.Default))]))];
    }

    /// <summary>A row for each case: what was found, named and reached.</summary>
    public static string Sick(IReadOnlyList<CaseRow> rows)
    {
        var text = new StringBuilder("""
            | case | right cause | found | named | right | verdict | untreated → treated (clean) | cure real | false cures | cost told | measured |
            |---|---|---|---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in rows)
        {
            var (all, n) = (row.Outcomes, row.Outcomes.Count);
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {Or(row.Expected.Causes)} | {all.Count(o => o.Found)} of {n} | {Named(all)} ");
            text.Append(row.Expected.Causes.Count == 0 ? "| – " : $"| {all.Count(o => o.CauseRight)} of {n} ");
            text.Append($"| {Verdicts(all)} | {Scores(all)} ");
            text.Append(all.Any(o => o.Curable) ? $"| {all.Count(o => o.Curable && o.CureReal)} of {all.Count(o => o.Curable)} " : "| – ");
            text.Append(CultureInfo.InvariantCulture, $"| {all.Count(o => o.FalseCure)} | {Times(all, r => r.Cost)} | {Times(all, r => r.Measured)} |\n");
        }

        return text.ToString();
    }

    /// <summary>Cases by what went wrong with them, each with its symptom.</summary>
    public static string Failures(IReadOnlyList<CaseRow> rows, params (string Title, Func<CaseOutcome, bool> Fails, Func<CaseOutcome, string> Symptom)[] groups)
    {
        var text = new StringBuilder();
        foreach (var (title, fails, symptom) in groups)
        {
            var failing = rows.Where(r => r.Outcomes.Any(fails)).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"### {title}: {failing.Sum(r => r.Outcomes.Count(fails))}\n\n");
            foreach (var row in failing)
            {
                var symptoms = row.Outcomes.Where(fails).Select(o => (o.Result.Seed, Text: symptom(o))).GroupBy(s => s.Text);
                text.Append($"- {row.Name}: {string.Join("; ", symptoms.Select(s => $"{s.Key} (seed {string.Join(", ", s.Select(x => x.Seed))})"))}\n");
            }

            text.Append(failing.Length == 0 ? "None.\n\n" : "\n");
        }

        return text.ToString();
    }

    /// <summary>What a checkup said, in a few words.</summary>
    public static string Said(CaseOutcome outcome) => outcome.Result.Error is { } error ? $"refused: {error}"
        : $"{CheckupWording.Word(outcome.Result.Verdict)}, {(outcome.Result.Causes.Count == 0 ? "no cause" : outcome.Result.Causes[0])}"
            + $"{(outcome.Result.Critical.Count == 0 ? "" : $" [{string.Join(", ", outcome.Result.Critical)}]")}";

    /// <summary>The scores of a result.</summary>
    public static string Scored(CaseOutcome outcome) => $"{Score(outcome.Result.Untreated)} → {Score(outcome.Result.Treated)} ({Score(outcome.Result.Clean)})";

    /// <summary>How often each verdict was given.</summary>
    public static string Verdicts(IReadOnlyList<CaseOutcome> all) =>
        Counts(all.Select(o => o.Result.Error is null ? CheckupWording.Word(o.Result.Verdict) : "refused"));

    /// <summary>The medians of untreated, treated and clean scores.</summary>
    public static string Scores(IReadOnlyList<CaseOutcome> all) =>
        $"{Median(all, r => r.Untreated)} → {Median(all, r => r.Treated)} ({Median(all, r => r.Clean)}){(all.Any(o => o.Result.Kept > 0) ? "" : " †")}";

    /// <summary>How often each word occurs.</summary>
    public static string Counts(IEnumerable<string> words)
    {
        var counts = words.CountBy(w => w).OrderByDescending(w => w.Value).ToArray();
        return counts.Length == 0 ? "–" : string.Join(", ", counts.Select(c => c.Value == 1 ? c.Key : $"{c.Value} × {c.Key}"));
    }

    /// <summary>A count of several, with its share.</summary>
    public static string Of(int count, int all) =>
        all == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{count} of {all} ({100.0 * count / all:0.0} %)");

    /// <summary>A score, or – for none.</summary>
    public static string Score(double score) => double.IsFinite(score) ? CheckupWording.Score(score) : "–";

    /// <summary>A mean of costs.</summary>
    public static string Times(IReadOnlyList<CaseOutcome> all, Func<CaseResult, double> cost) =>
        all.All(o => o.Result.Error is not null) ? "–"
            : all.Where(o => o.Result.Error is null).Average(o => cost(o.Result)).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Named(IReadOnlyList<CaseOutcome> all) => Counts(all.Select(o => o.Result.Causes is [var first, ..] ? first : "–"));

    private static string Or(IReadOnlyList<string> causes) => causes.Count == 0 ? "–" : string.Join(" or ", causes);

    private static string Median(IReadOnlyList<CaseOutcome> all, Func<CaseResult, double> score) =>
        all.Select(o => score(o.Result)).Where(double.IsFinite).Order().ToArray() is { Length: > 0 } values ? Score(values[values.Length / 2]) : "–";
}

/// <summary>A case with the outcomes of its seeds.</summary>
/// <param name="Name">The case.</param>
/// <param name="Expected">What is right.</param>
/// <param name="Outcomes">What came of each seed.</param>
internal sealed record CaseRow(string Name, CaseExpectation Expected, IReadOnlyList<CaseOutcome> Outcomes);
