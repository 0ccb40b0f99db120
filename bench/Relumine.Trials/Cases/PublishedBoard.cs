using System.Globalization;
using System.Text;
using Relumine.Doctor.Checkups;

namespace Relumine.Trials.Cases;

/// <summary>Faults of public benchmarks, each with the remedy of its author or its thread.</summary>
internal sealed class PublishedBoard : CaseBoard
{
    private const string FixedEnding = ".fixed.json";

    /// <inheritdoc/>
    public override string Name => "published";

    /// <inheritdoc/>
    public override string Description => "Makes checkups of faults that others published, judged by samples that were kept aside";

    /// <inheritdoc/>
    public override string FolderDescription => $"Recipes NAME.json, with NAME{FixedEnding} where there is a fault, and ok-….json without one";

    /// <inheritdoc/>
    public override CaseSet Open(string folder, string? expectations) => new([
        .. Case.Find(folder, FixedEnding, Expectations("published.json", expectations))
            .Select(c => c.Clean is null && c.Name.StartsWith("ok-", StringComparison.Ordinal) ? c with { Expected = new() { Kind = CaseKind.Healthy } } : c),
    ]);

    /// <inheritdoc/>
    public override BoardDocument Document(IReadOnlyList<Case> cases, IReadOnlyList<CaseResult> results)
    {
        var rows = CaseTable.Rows(cases, results);
        var (sick, healthy) = (rows.Where(r => r.Expected.Kind == CaseKind.Sick).ToArray(), rows.Where(r => r.Expected.Kind == CaseKind.Healthy).ToArray());
        var figures = new BoardFigures([.. Figures(sick, healthy)]);
        var text = new StringBuilder("""
            # Faults that others published

            Checkups of the faults of public benchmarks beside their published remedies. A quarter of the samples is kept aside before
            doctor and recipes see any, as for the open cases; scores are of these. Reached: the share of the fixed recipe's score,
            at most 1. A fault counts as found, named or repaired where most of its seeds are. † scores of samples that were learned from, where there are
            too few to keep some aside. Written by
            `dotnet run -c Release --project bench/Relumine.Trials -- published DIR --seeds 3 --output docs/clinic`.


            """.ReplaceLineEndings("\n"));
        text.Append("## Together\n\n").Append(figures.Markdown());
        text.Append(CultureInfo.InvariantCulture, $"\nShare of the fixed recipe's score that was reached, mean of all runs: {MeanShare(sick):0.000}.\n");
        text.Append("\n## Faults\n\n").Append(CaseTable.Sick(sick)).Append("\n## Sound programs\n\n").Append(CaseTable.Sick(healthy));
        text.Append("\n## What failed\n\n").Append(Failures(rows));
        return new(text.ToString(), BoardJson.Of("relumine.published-scoreboard/1", figures, rows));
    }

    private static IEnumerable<BoardFigure> Figures(CaseRow[] sick, CaseRow[] healthy)
    {
        int Faults(Func<CaseOutcome, bool> holds) => sick.Count(r => 2 * r.Outcomes.Count(holds) > r.Outcomes.Count);
        CaseOutcome[] runs = [.. sick.SelectMany(r => r.Outcomes)];
        var claimed = runs.Where(o => o.Result.Verdict == Verdict.Cured).ToArray();
        var named = runs.Where(o => o.Result.Causes is [var first, ..] && first != "unknown").ToArray();
        var limits = CaseLimits.Default;
        yield return new("faults found", Faults(o => o.Found), sick.Length);
        yield return new("faults whose first cause is right", Faults(o => o.CauseRight), sick.Length);
        yield return new("faults repaired, 95 % of the fixed recipe's score", Faults(o => o.Share >= limits.Real), sick.Length);
        yield return new("faults repaired for the most part, 85 %", Faults(o => o.Share >= limits.MostlyRepaired), sick.Length);
        yield return new("runs found", runs.Count(o => o.Found), runs.Length);
        yield return new("runs whose first cause is right", runs.Count(o => o.CauseRight), runs.Length);
        yield return new("causes named that are right (precision)", named.Count(o => o.CauseRight), named.Length);
        yield return new("runs repaired, 95 %", runs.Count(o => o.Share >= limits.Real), runs.Length);
        yield return new("runs repaired for the most part, 85 %", runs.Count(o => o.Share >= limits.MostlyRepaired), runs.Length);
        yield return new("cures claimed below 95 %", runs.Count(o => o.FalseCure), claimed.Length);
        yield return new("false alarms on sound programs", healthy.Sum(r => r.Outcomes.Count(o => o.FalseAlarm)), healthy.Sum(r => r.Outcomes.Count));
    }

    private static double MeanShare(CaseRow[] sick) =>
        sick.SelectMany(r => r.Outcomes).Select(o => o.Share).OfType<double>().DefaultIfEmpty(double.NaN).Average();

    private static string Failures(IReadOnlyList<CaseRow> rows) => CaseTable.Failures(rows,
        ("Not found", o => o.Expected.Kind == CaseKind.Sick && !o.Found, o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}"),
        ("First cause wrong", o => o.Expected.Causes.Count > 0 && o.Found && !o.CauseRight,
            o => $"{CaseTable.Said(o)} instead of {string.Join(" or ", o.Expected.Causes)}, {CaseTable.Scored(o)}"),
        ("Cure claimed below 95 %", o => o.FalseCure, o => $"{CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}"),
        ("Not repaired", o => o.Share < CaseLimits.Default.Real && !o.FalseCure,
            o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}"),
        ("False alarm", o => o.FalseAlarm, o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}"));
}
