using Relumine.Cli.Output;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;

namespace Relumine.Cli.Explanations;

/// <summary>What <c>explain</c> writes about a kind of finding.</summary>
internal static class FindingText
{
    /// <summary>Writes all there is to say.</summary>
    public static void Write(IFinding finding, Terminal terminal)
    {
        terminal.Out.WriteLine($"{finding.Title} ({finding.Id}): a finding of an audit or a checkup");
        terminal.Out.WriteLine();
        Paragraph.Write(terminal, "  why   ", finding.Why);
        Paragraph.Write(terminal, "  when  ", finding.Rule);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("What may help, best first:");
        foreach (var cure in finding.Cures)
        {
            Paragraph.Write(terminal, $"  {cure}: ", Cure.Explain(cure));
        }

        terminal.Out.WriteLine();
        if (finding.Causes.Count == 0)
        {
            terminal.Out.WriteLine("It says itself what is at fault: no other cause is looked for.");
            return;
        }

        terminal.Out.WriteLine("What may have caused it; a checkup tells which by experiment:");
        foreach (var cause in finding.Causes)
        {
            Paragraph.Write(terminal, $"  {cause}: ", CauseCatalogue.Find(cause)?.Title + ".");
        }
    }
}
