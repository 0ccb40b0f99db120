using System.Globalization;
using Relumine.Cli.Output;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Units;

namespace Relumine.Cli.Texts;

/// <summary>A checkup as text: the story, the experiments as a table, the treatment, and what became of it.</summary>
internal static class CheckupText
{
    private const int ShownExperiments = 8;

    /// <summary>Writes it.</summary>
    public static void Write(CheckupResult result, Terminal terminal)
    {
        var output = terminal.Out;
        output.WriteLine(CheckupWording.Headline(result));
        Paragraph.Write(terminal, "", CheckupWording.Yardstick(result));
        output.WriteLine();
        foreach (var (question, answer) in CheckupWording.Story(result))
        {
            Paragraph.Write(terminal, question.PadRight(16), answer);
        }

        if (result.Experiments.Count > 0)
        {
            output.WriteLine();
            Experiments(result, terminal);
        }

        if (result.Difference.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("The treated recipe differs in:");
            foreach (var line in result.Difference)
            {
                Paragraph.Write(terminal, "  ", line);
            }
        }

        if (result.Seeds.Count > 1)
        {
            output.WriteLine();
            Seeds(result, terminal);
        }

        output.WriteLine();
        output.WriteLine($"All this cost {result.Cost.ToString("0.0", CultureInfo.InvariantCulture)} times the training itself.");
    }

    // Those that restored health come first: they are why the cause is called one.
    private static void Experiments(CheckupResult result, Terminal terminal)
    {
        var table = new ResultTable(
            new("change", 0, Right: false),
            new("restores health", 0, Right: false),
            new(CheckupWording.ScoreName(result), 0),
            new("dead, worst layer", 1),
            new("loss", 2),
            new("steps", 3)
        );
        foreach (var probe in result.Experiments.OrderByDescending(p => p.Restores).Take(ShownExperiments))
        {
            table.Add(
                probe.Change,
                probe.Restores ? "yes" : "no",
                CheckupWording.ScoreChange(result, probe),
                CheckupWording.DeadChange(probe),
                CheckupWording.LossChange(probe),
                Wording.Count(probe.Steps)
            );
        }

        table.Write(terminal);
        if (result.Experiments.Count > ShownExperiments)
        {
            terminal.Out.WriteLine($"(and {Wording.Count(result.Experiments.Count - ShownExperiments)} more that did not; all are in the report.)");
        }
    }

    private static void Seeds(CheckupResult result, Terminal terminal)
    {
        var table = new ResultTable(
            new("seed", 0),
            new("verdict", 0, Right: false),
            new("cause", 1, Right: false),
            new("untreated", 2),
            new("treated", 2),
            new("clean", 3),
            new("cost", 4)
        );
        foreach (var seed in result.Seeds)
        {
            table.Add(
                seed.Seed.ToString(CultureInfo.InvariantCulture),
                CheckupWording.Word(seed.Verdict),
                seed.Cause ?? "–",
                CheckupWording.Score(result, seed.Untreated),
                Score(result, seed.Treated),
                Score(result, seed.Clean),
                seed.Cost.ToString("0.0", CultureInfo.InvariantCulture)
            );
        }

        table.Write(terminal);
    }

    private static string Score(CheckupResult result, double? score) => score is { } known ? CheckupWording.Score(result, known) : "–";
}
