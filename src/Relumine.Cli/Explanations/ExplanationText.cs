using Relumine.Cli.Output;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Explanations;

/// <summary>What <c>explain</c> writes about a finding, a cause or a topic.</summary>
internal static class ExplanationText
{
    /// <summary>Writes all there is to say.</summary>
    public static void Write(Explanation explanation, Terminal terminal)
    {
        Paragraph.Write(terminal, "", $"{explanation.Title} ({explanation.Id}): {explanation.About}");
        foreach (var part in explanation.Parts)
        {
            terminal.Out.WriteLine();
            Paragraph.Write(terminal, "", part.Heading + ":");
            foreach (var line in part.Lines)
            {
                Paragraph.Write(terminal, line.Name.Length == 0 ? "  " : $"  {line.Name}: ", line.Text);
            }
        }
    }
}
