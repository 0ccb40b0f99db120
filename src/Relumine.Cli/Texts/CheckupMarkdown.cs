using System.Text;
using Relumine.Doctor.Checkups;

namespace Relumine.Cli.Texts;

/// <summary>A checkup as Markdown, for the summary of a build or a merge request.</summary>
internal static class CheckupMarkdown
{
    /// <summary>The text.</summary>
    public static string Write(CheckupResult result)
    {
        var text = new StringBuilder($"# {CheckupWording.Headline(result)}\n\n`{result.Recipe.Split('/', '\\')[^1]}`\n\n");
        text.Append(CheckupWording.Yardstick(result)).Append("\n\n");
        foreach (var (question, answer) in CheckupWording.Story(result))
        {
            text.Append($"**{question}** {Cell(answer)}\n\n");
        }

        if (result.Experiments.Count > 0)
        {
            text.Append($"| change | restores health | {CheckupWording.ScoreName(result)} | dead, worst layer |\n|---|---|---|---|\n");
            foreach (var p in result.Experiments)
            {
                text.Append(
                    $"| {Cell(p.Change)} | {(p.Restores ? "yes" : "no")} | {CheckupWording.ScoreChange(result, p)} | {CheckupWording.DeadChange(p)} |\n"
                );
            }

            text.Append('\n');
        }

        foreach (var line in result.Difference)
        {
            text.Append($"* `{line.Replace('`', '\'')}`\n");
        }

        return text.Append(result.Difference.Count > 0 ? "\n" : "").Append($"Cost: {CheckupWording.Cost(result.Cost)}.\n").ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
