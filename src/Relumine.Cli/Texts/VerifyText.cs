using System.Globalization;
using Relumine.Cli.Output;
using Relumine.Doctor.Proofs.Properties;
using Relumine.Doctor.Units;
using Relumine.Geometry.Verdicts;

namespace Relumine.Cli.Texts;

/// <summary>What <c>relumine verify</c> prints.</summary>
internal static class VerifyText
{
    private const int MostShown = 16;

    /// <summary>Writes the result.</summary>
    public static void Write(string model, OutputProperty property, PropertyAnswer answer, Terminal terminal)
    {
        var sums = property.Cases.Sum(c => c.Sums.Count);
        Paragraph.Write(terminal, "model     ", model);
        Paragraph.Write(
            terminal, "property  ",
            $"{property.Name}: {Wording.Count(property.Inputs, "input")}, {Wording.Count(property.Cases.Count, "case")}, "
                + $"{Wording.Count(sums, "condition")} on outputs");
        terminal.Out.WriteLine();
        var open = answer.Cases.Count(c => c == ProofVerdict.Open);
        var (label, text) = answer.Verdict switch
        {
            ProofVerdict.Proven => ("proven    ", "No input of the box does what the property forbids, in real numbers with all roundings of the proof "
                + "counted in. (VNN-COMP: unsat)"),
            ProofVerdict.Refuted => ("refuted   ", "The input below does what the property forbids; the network was run on it as users run it. "
                + "(VNN-COMP: sat)"),
            _ => ("open      ", $"{Wording.Count(open, "case")} of {Wording.Count(answer.Cases.Count)} neither proven nor refuted: "
                + (answer.EndedByBudget ? "the time was up. A larger --budget may settle it." : "no method found more. A smaller box may be settled.")
                + " (VNN-COMP: unknown)"),
        };
        Paragraph.Write(terminal, label, text);
        var seconds = answer.Seconds.ToString("F3", CultureInfo.InvariantCulture);
        Paragraph.Write(terminal, "search    ", $"{Wording.Count(answer.Boxes, "part")} of the box, {seconds} s");
        if (answer.Witness is { } witness)
        {
            terminal.Out.WriteLine();
            Numbers("X", witness.Input, terminal);
            Numbers("Y", witness.Output, terminal);
        }
    }

    private static void Numbers(string letter, IReadOnlyList<double> values, Terminal terminal)
    {
        for (var i = 0; i < Math.Min(values.Count, MostShown); i++)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {$"{letter}_{i}",-6} {(float)values[i],14}"));
        }

        if (values.Count > MostShown)
        {
            Paragraph.Write(terminal, "  ", $"and {Wording.Count(values.Count - MostShown)} more; --witness writes the input to a file.");
        }
    }
}
