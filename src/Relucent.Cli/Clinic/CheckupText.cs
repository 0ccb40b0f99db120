using System.Globalization;

namespace Relucent.Cli;

/// <summary>A checkup as text: the story, the experiments as a table, the treatment, and what became of it.</summary>
internal static class CheckupText
{
    private const int ShownExperiments = 8;

    /// <summary>Writes it.</summary>
    public static void Write(CheckupResult result, Terminal terminal)
    {
        var output = terminal.Out;
        output.WriteLine(CheckupWording.Headline(result));
        output.WriteLine();
        foreach (var (question, answer) in CheckupWording.Story(result))
        {
            Paragraph.Write(terminal, question.PadRight(16), answer);
        }

        if (result.Probes.Count > 0)
        {
            output.WriteLine();
            Experiments(result, terminal);
        }

        if (result.Difference.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("The recipe that helps differs in:");
            foreach (var line in result.Difference)
            {
                Paragraph.Write(terminal, "  ", line);
            }
        }

        if (result.Seeds.Count > 1)
        {
            output.WriteLine();
            Seeds(result.Seeds, terminal);
        }

        output.WriteLine();
        output.WriteLine($"Cost: {CheckupWording.Cost(result.Cost)}.");
    }

    // Those that restored health come first: they are why the cause is called one.
    private static void Experiments(CheckupResult result, Terminal terminal)
    {
        var table = new ResultTable(
            new("change", 0, Right: false), new("restores", 0, Right: false), new("score before", 1), new("after", 0), new("dead before", 3), new("after ", 3), new("loss before", 4), new("after  ", 4), new("steps", 5));
        foreach (var probe in result.Probes.OrderByDescending(p => p.Restores).Take(ShownExperiments))
        {
            table.Add(
                probe.Change, probe.Restores ? "yes" : "no", CheckupWording.Score(probe.Before.Score), CheckupWording.Score(probe.After.Score), Wording.Percent(probe.Before.Dead), Wording.Percent(probe.After.Dead),
                Loss(probe.Before), Loss(probe.After), Wording.Count(probe.Steps));
        }

        table.Write(terminal);
        if (result.Probes.Count > ShownExperiments)
        {
            terminal.Out.WriteLine($"(and {Wording.Count(result.Probes.Count - ShownExperiments)} more that did not; all are in the report.)");
        }
    }

    private static string Loss(Vitals vitals) => vitals.Diverged ? "not finite" : Wording.Number(vitals.Loss);

    private static void Seeds(IReadOnlyList<SeedResult> seeds, Terminal terminal)
    {
        var table = new ResultTable(new("seed", 0), new("verdict", 0, Right: false), new("cause", 1, Right: false), new("untreated", 2), new("treated", 2), new("clean", 3), new("cost", 4));
        foreach (var seed in seeds)
        {
            table.Add(
                seed.Seed.ToString(CultureInfo.InvariantCulture), CheckupWording.Word(seed.Verdict), seed.Cause ?? "–", CheckupWording.Score(seed.Untreated), Score(seed.Treated), Score(seed.Clean),
                seed.Cost.ToString("0.0", CultureInfo.InvariantCulture));
        }

        table.Write(terminal);
    }

    private static string Score(double? score) => score is { } known ? CheckupWording.Score(known) : "–";
}
