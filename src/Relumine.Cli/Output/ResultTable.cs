using Spectre.Console;

namespace Relumine.Cli.Output;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="Importance">Where a terminal is too narrow, the least important columns go first; 0 stays whatever happens.</param>
/// <param name="Right">Whether it is aligned to the right, as numbers are.</param>
internal sealed record Column(string Heading, int Importance, bool Right = true);

/// <summary>A table of the result that fits its terminal: columns are left out rather than broken.</summary>
/// <param name="columns">The columns, from left to right.</param>
internal sealed class ResultTable(params Column[] columns)
{
    private const int LongestCell = 80;

    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row of as many cells as there are columns.</summary>
    public void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, OneLine));

    /// <summary>Writes the table.</summary>
    /// <returns>The headings of the columns that did not fit.</returns>
    public IReadOnlyList<string> Write(Terminal terminal)
    {
        var shown = Fitting(terminal.Width);
        var table = new Table { Border = terminal.Unicode ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (var c in shown)
        {
            table.AddColumn(new TableColumn(new Text(OneLine(columns[c].Heading))) { Alignment = columns[c].Right ? Justify.Right : Justify.Left });
        }

        foreach (var row in _rows)
        {
            table.AddRow(shown.Select(c => new Text(row[c])));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = terminal.Unicode;
        console.Write(table);
        return [.. Enumerable.Range(0, columns.Length).Except(shown).Select(c => OneLine(columns[c].Heading))];
    }

    // A cell has a space on either side and a line behind it; one more line opens the table.
    private List<int> Fitting(int width)
    {
        var shown = Enumerable.Range(0, columns.Length).ToList();
        while (shown.Sum(c => Width(c) + 3) + 1 > width && shown.Max(c => columns[c].Importance) > 0)
        {
            shown.Remove(shown.MaxBy(c => columns[c].Importance));
        }

        return shown;
    }

    // A name out of a file may have lines, or as many characters as the file.
    private static string OneLine(string cell)
    {
        var line = cell.ReplaceLineEndings(" ").Replace('\t', ' ');
        return line.Length <= LongestCell ? line : string.Concat(line.AsSpan(0, LongestCell - 1), "…");
    }

    private int Width(int column) => _rows.Select(r => r[column].Length).Append(OneLine(columns[column].Heading).Length).Max();
}
