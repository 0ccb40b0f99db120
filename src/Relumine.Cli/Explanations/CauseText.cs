using Relumine.Cli.Output;
using Relumine.Doctor.Causes;

namespace Relumine.Cli.Explanations;

/// <summary>What <c>explain</c> writes about a cause of illness.</summary>
internal static class CauseText
{
    /// <summary>Writes all there is to say.</summary>
    public static void Write(ICause cause, Terminal terminal)
    {
        terminal.Out.WriteLine($"{cause.Title} ({cause.Id}): a cause that a checkup tests by experiment");
        terminal.Out.WriteLine();
        Paragraph.Write(terminal, "  why         ", cause.Why);
        Paragraph.Write(terminal, "  evidence    ", cause.Evidence);
        Paragraph.Write(terminal, "  experiment  ", cause.Experiment);
    }
}
