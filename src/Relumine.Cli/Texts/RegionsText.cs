using Relumine.Cli.Output;
using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Texts;

/// <summary>What <c>relumine regions</c> prints.</summary>
internal static class RegionsText
{
    /// <summary>Writes the result.</summary>
    public static void Write(RegionsReport report, Terminal terminal)
    {
        Paragraph.Write(terminal, "", $"{Printable(report.Name)}, {report.Where}");
        terminal.Out.WriteLine();
        Lines(report.Facts(), terminal);
        terminal.Out.WriteLine();
        var layers = new ResultTable(new Column("layer", 0, Right: false), new Column("units", 1), new Column("cells behind it", 0), new Column("new", 2));
        foreach (var (name, units, cells, fresh) in report.Layers())
        {
            layers.Add(Printable(name), Wording.Count(units), Wording.Count(cells), Wording.Count(fresh));
        }

        layers.Write(terminal);
        if (report.Bounds is { } bounds)
        {
            var where = bounds.Dimension == 1 ? "line" : bounds.Dimension == 2 ? "plane" : "space";
            terminal.Out.WriteLine($"Networks of widths {string.Join(", ", bounds.Widths)} on a whole {where}:");
            Lines(report.BoundLines(), terminal);
        }

        foreach (var note in report.Notes)
        {
            Paragraph.Write(terminal, "", Printable(note));
        }
    }

    private static void Lines(IEnumerable<(string Name, string Value, string About)> lines, Terminal terminal)
    {
        var all = lines.ToArray();
        var (name, value) = (all.Max(l => l.Name.Length), all.Max(l => l.Value.Length));
        foreach (var line in all)
        {
            Paragraph.Write(terminal, $"  {line.Name.PadRight(name)}  {line.Value.PadLeft(value)}  ", line.About);
        }
    }

    // Names come out of files that others made.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
