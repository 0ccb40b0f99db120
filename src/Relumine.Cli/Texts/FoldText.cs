using Relumine.Cli.Output;
using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Texts;

/// <summary>What <c>relumine fold</c> prints.</summary>
internal static class FoldText
{
    private const int Drawn = 3;
    private const int Across = 1 << (Drawn + 2);
    private const int Down = 1 << (Drawn + 1);

    /// <summary>Writes the lesson.</summary>
    public static void Write(FoldLesson lesson, Terminal terminal)
    {
        Paragraph.Write(
            terminal, "",
            "Fold a sheet of paper in half, and in half again the other way; stretch the quarter to the old size, and do it again. One layer of a network does "
                + "this with four units. Unfolded, the sheet is cut into pieces by its creases:");
        terminal.Out.WriteLine();
        Sheet(terminal);
        terminal.Out.WriteLine();
        Paragraph.Write(
            terminal, "", $"Each number is a crease, made by the layer of that number. Whatever is cut out of the folded sheet is in all "
                + $"{1 << (2 * Drawn)} pieces, mirrored.");
        var steps = new ResultTable(new Column("layers", 0), new Column("units", 1), new Column("pieces, folded", 0),
            new Column("as many units in one layer", 0));
        foreach (var step in lesson.Steps)
        {
            steps.Add(Wording.Count(step.Folds), Wording.Count(step.Units), Wording.Count(step.Sheet.AffinePieces), "at most " + Wording.Count(step.OneLayer));
        }

        steps.Write(terminal);
        Plots(terminal);
        if (lesson.Networks.Count > 0)
        {
            Trained(lesson, terminal);
        }
    }

    // Seen along one side, each fold doubles the zigzag: 2, 4, 8 straight pieces.
    private static void Plots(Terminal terminal)
    {
        terminal.Out.WriteLine("The edge of the folded sheet, from the side:");
        for (var folds = 1; folds <= Drawn; folds++)
        {
            var times = folds;
            foreach (var line in new Plot(Math.Min(terminal.Width, 60), 3, terminal.Unicode).Draw($"{Wording.Count(1 << folds)} pieces", [x => Tent(x,
                times)], 0, 1))
            {
                terminal.Out.WriteLine(line.TrimEnd());
            }
        }
    }

    private static double Tent(double x, int times)
    {
        for (var i = 0; i < times; i++)
        {
            x = 1 - Math.Abs((2 * x) - 1);
        }

        return x;
    }

    private static void Sheet(Terminal terminal)
    {
        for (var row = 0; row <= Down; row++)
        {
            var line = new char[Across + 1];
            for (var column = 0; column <= Across; column++)
            {
                var (x, y) = (Crease(column, Across), Crease(row, Down));
                var first = x == 0 ? y : y == 0 ? x : Math.Min(x, y);
                var border = row is 0 or Down || column is 0 or Across;
                line[column] = border ? '+' : first == 0 ? ' ' : (char)('0' + first);
            }

            terminal.Out.WriteLine("  " + new string(line));
        }
    }

    // The layer that bends at a place of a side: halves, then odd quarters, then odd eighths.
    private static int Crease(int at, int length)
    {
        for (var layer = 1; layer <= Drawn; layer++)
        {
            if (at % (length >> layer) == 0)
            {
                return layer;
            }
        }

        return 0;
    }

    private static void Trained(FoldLesson lesson, Terminal terminal)
    {
        terminal.Out.WriteLine();
        Paragraph.Write(terminal, "", "Networks that were trained put their creases where the data need them:");
        var table = new ResultTable(
            new Column("network", 0, Right: false), new Column("units", 2, Right: false), new Column("cells behind each layer", 0, Right: false),
            new Column("flat pieces", 1), new Column("score", 1));
        foreach (var (report, score) in lesson.Networks)
        {
            var layers = report.Layers().ToArray();
            table.Add(
                report.Name, string.Join(", ", layers.Select(l => Wording.Count(l.Units))), string.Join(" ", layers.Select(l => Wording.Count(l.Cells))),
                Wording.Count(report.AffinePieces), score ?? "");
        }

        table.Write(terminal);
    }
}
