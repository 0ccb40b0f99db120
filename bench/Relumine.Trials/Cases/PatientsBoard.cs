using System.Globalization;
using System.Text;

namespace Relumine.Trials.Cases;

/// <summary>Sick recipes with their clean ones, noise, traps, healthy controls, and cases of cost.</summary>
internal sealed class PatientsBoard : CaseBoard
{
    /// <inheritdoc/>
    public override string Name => "patients";

    /// <inheritdoc/>
    public override string Description => "Makes checkups of open cases, judged by samples that were kept aside from doctor and recipes alike";

    /// <inheritdoc/>
    public override string FolderDescription => "Recipes NAME.json, with NAME.clean.json where it is known what is possible";

    /// <inheritdoc/>
    public override CaseSet Open(string folder, string? expectations) => new(Case.Find(folder, ".clean.json", Expectations("patients.json", expectations)));

    /// <inheritdoc/>
    public override BoardDocument Document(IReadOnlyList<Case> cases, IReadOnlyList<CaseResult> results)
    {
        var rows = CaseTable.Rows(cases, results);
        CaseRow[] Of(CaseKind kind) => [.. rows.Where(r => r.Expected.Kind == kind && !r.Expected.Refused)];
        var (sick, healthy, noise, open) = (Of(CaseKind.Sick), Of(CaseKind.Healthy), Of(CaseKind.Noise), Of(CaseKind.Open));
        var figures = BoardFigures.Of(rows);
        var text = new StringBuilder("""
            # Open cases

            Checkups of cases that people meet, a row for each over all seeds. A quarter of the samples, the same for the untreated, the
            treated and the clean network of every seed, is kept aside before doctor and recipes see any; scores are of these, on targets as
            given: accuracy (balanced where one class has more than three quarters), or R². The doctor gets no clean recipe. Found:
            a critical finding, a treatment, or the finding that is expected. A cure is real at 95 % of the clean recipe's score. Cost is in multiples of the training: what the checkup says, and processor time.
            † scores of samples that were learned from, where there are too few to keep some aside. Written by
            `dotnet run -c Release --project bench/Relumine.Trials -- patients DIR --seeds 3 --output docs/clinic`.


            """.ReplaceLineEndings("\n"));
        text.Append("## Together\n\n").Append(figures.Markdown());
        text.Append("\n## Sick\n\n").Append(CaseTable.Sick(sick));
        text.Append("\n## Noise: no cure can be real\n\n").Append(CaseTable.Sick(noise));
        text.Append("\n## Without a known cause or a clean recipe\n\n").Append(CaseTable.Sick(open));
        text.Append("\n## Healthy\n\n").Append(Healthy(healthy));
        text.Append("\n## Cost\n\n").Append(Cost([.. rows.Where(r => r.Expected.Cost)]));
        text.Append("\n## What failed\n\n").Append(Failures([.. rows.Where(r => !r.Expected.Refused)]));
        return new(text.ToString(), BoardJson.Of("relumine.cases-scoreboard/1", figures, rows));
    }

    private static string Healthy(CaseRow[] rows)
    {
        var text = new StringBuilder("| case | false alarms | verdict | critical | other findings | untreated → treated | cost told | measured |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var all = row.Outcomes;
            text.Append($"| {row.Name} | {all.Count(o => o.FalseAlarm)} of {all.Count} | {CaseTable.Verdicts(all)} ");
            text.Append($"| {CaseTable.Counts(all.SelectMany(o => o.Result.Critical))} | {CaseTable.Counts(all.SelectMany(o => o.Result.Findings))} ");
            text.Append($"| {CaseTable.Scores(all)} | {CaseTable.Times(all, r => r.Cost)} | {CaseTable.Times(all, r => r.Measured)} |\n");
        }

        return text.ToString();
    }

    private static string Cost(CaseRow[] rows)
    {
        var text = new StringBuilder("| case | verdict | told | measured | holds | training |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var all = row.Outcomes;
            text.Append($"| {row.Name} | {CaseTable.Verdicts(all)} | {CaseTable.Times(all, r => r.Cost)} | {CaseTable.Times(all, r => r.Measured)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {all.Count(o => o.CostHolds)} of {all.Count} ");
            text.Append(CultureInfo.InvariantCulture, $"| {all.Average(o => o.Result.TrainingSeconds):0.0} s |\n");
        }

        return text.ToString();
    }

    private static string Failures(IReadOnlyList<CaseRow> rows) => CaseTable.Failures(rows,
        ("Not found", o => o.Expected.Kind == CaseKind.Sick && !o.Found, o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}"),
        ("First cause wrong", o => o.Expected.Causes.Count > 0 && o.Found && !o.CauseRight,
            o => $"{CaseTable.Said(o)} instead of {string.Join(" or ", o.Expected.Causes)}, {CaseTable.Scored(o)}"),
        ("Expected finding not raised", o => !o.FindingRaised,
            o => $"none of {string.Join(", ", o.Expected.Findings)}; {CaseTable.Said(o)} ({string.Join(", ", o.Result.Findings)})"),
        ("False cure", o => o.FalseCure, o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}"),
        ("Cure not real", o => o.Curable && !o.CureReal && !o.FalseCure,
            o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}"),
        ("False alarm", o => o.FalseAlarm, o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}"),
        ("Cost above what is told", o => o.Expected.Cost && !o.CostHolds,
            o => string.Create(CultureInfo.InvariantCulture, $"{CaseTable.Said(o)}: told {o.Result.Cost:0.0}, measured {o.Result.Measured:0.0}")));
}
