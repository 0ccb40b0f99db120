using Relumine.Cli.Output;
using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Texts;

/// <summary>What <c>relumine sweep</c> prints.</summary>
internal static class SweepText
{
    /// <summary>Writes the result.</summary>
    public static void Write(SweepReport report, Terminal terminal)
    {
        var sweep = report.Sweep;
        var sizes = string.Join(" × ", sweep.Axes.Select(a => $"{Wording.Count(a.Values.Count)} {a.Field}"));
        Paragraph.Write(terminal, "", $"{report.Name}: {sizes}{(sweep.Seeds > 1 ? $" × {Wording.Count(sweep.Seeds)} seeds" : "")}, {report.Seconds:F1} s");
        Paragraph.Write(terminal, "", report.Headline() + ".");
        terminal.Out.WriteLine();
        var table = new ResultTable(
            new Column("points", 0, Right: false), new Column("best score", 0), new Column("near the best", 1), new Column("diverged", 0),
            new Column("dead units", 0), new Column("born dead", 2), new Column("networks born dead", 3), new Column("by law at most", 4));
        foreach (var line in report.Lines())
        {
            table.Add(
                line.Name, line.Best is { } best ? Wording.Number(best) : "–", Wording.Percent(line.NearBest), Wording.Percent(line.Diverged), Share(line.Dead),
                Share(line.BornDead), Share(line.BornDeadNetworks), Share(line.BornDeadLaw));
        }

        table.Write(terminal);
        if (report.Best is { } point)
        {
            Paragraph.Write(terminal, "Best: ", $"{report.Words(point)}. Its recipe: --point {string.Join(',', sweep.PlaceOf(point.Index))}");
        }
    }

    private static string Share(double? value) => value is { } known ? Wording.Percent(known) : "–";
}
