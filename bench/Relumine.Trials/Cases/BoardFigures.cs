using System.Globalization;
using System.Text;
using Relumine.Doctor.Checkups;

namespace Relumine.Trials.Cases;

/// <summary>What a scoreboard of cases comes to.</summary>
/// <param name="Figures">A name, a count and of how many, each.</param>
internal sealed record BoardFigures(IReadOnlyList<BoardFigure> Figures)
{
    /// <summary>Counts.</summary>
    public static BoardFigures Of(IReadOnlyList<CaseRow> rows)
    {
        CaseOutcome[] Of(CaseKind kind) => [.. rows.Where(r => r.Expected.Kind == kind && !r.Expected.Refused).SelectMany(r => r.Outcomes)];
        var (all, sick, healthy, noise) = (
            rows.Where(r => !r.Expected.Refused).SelectMany(r => r.Outcomes).ToArray(), Of(CaseKind.Sick), Of(CaseKind.Healthy), Of(CaseKind.Noise));
        var (named, curable, cured) = (
            sick.Where(o => o.Expected.Causes.Count > 0).ToArray(),
            sick.Where(o => o.Curable).ToArray(),
            all.Where(o => o.Result.Verdict == Verdict.Cured).ToArray());
        var cost = all.Where(o => o.Expected.Cost).ToArray();
        return new([
            new("sick runs found", sick.Count(o => o.Found), sick.Length),
            new("first cause right, or honestly unknown", named.Count(o => o.CauseRight), named.Length),
            new("cures real, of runs with a cause", curable.Count(o => o.CureReal), curable.Length),
            new("cures claimed that are none", all.Count(o => o.FalseCure), cured.Length),
            new("cures claimed where there can be none", noise.Count(o => o.FalseCure), noise.Length),
            new("false alarms on healthy runs", healthy.Count(o => o.FalseAlarm), healthy.Length),
            new("runs without an expected finding", all.Count(o => !o.FindingRaised), all.Count(o => o.Expected.Findings.Count > 0)),
            new("cost within what is told", cost.Count(o => o.CostHolds), cost.Length),
            new("healthy runs that cost no more than 1.2 times their training", healthy.Count(o => o.IsTimed && o.CostHolds), healthy.Count(o => o.IsTimed)),
            new("runs refused", all.Count(o => o.Result.Error is not null), all.Length),
        ]);
    }

    /// <summary>As a table.</summary>
    public string Markdown()
    {
        var text = new StringBuilder("| | runs |\n|---|---|\n");
        foreach (var figure in Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {CaseTable.Of(figure.Count, figure.Of)} |\n");
        }

        return text.ToString();
    }
}

/// <summary>A figure of a scoreboard.</summary>
/// <param name="What">What is counted.</param>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
internal sealed record BoardFigure(string What, int Count, int Of);
