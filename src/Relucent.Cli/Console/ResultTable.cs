using Spectre.Console;

namespace Relucent.Cli;

/// <summary>A table of the result, as wide as its terminal and no wider.</summary>
internal sealed class ResultTable
{
    private readonly Table _table = new();

    /// <summary>Begins a table; a heading that starts with <c>&gt;</c> aligns its column to the right.</summary>
    public ResultTable(Terminal terminal, params ReadOnlySpan<string> headings)
    {
        _table.Border(terminal.Unicode ? TableBorder.Rounded : TableBorder.Ascii);
        _table.BorderStyle = new Style(decoration: terminal.Colour ? Decoration.Dim : Decoration.None);
        foreach (var heading in headings)
        {
            var right = heading.StartsWith('>');
            _table.AddColumn(new TableColumn(new Text(right ? heading[1..] : heading)) { Alignment = right ? Justify.Right : Justify.Left, Padding = new Padding(1, 0) });
        }
    }

    /// <summary>Adds a row of as many cells as there are headings.</summary>
    public void Add(params ReadOnlySpan<string> cells) => _table.AddRow(cells.ToArray().Select(c => new Text(c)));

    /// <summary>Writes the table.</summary>
    public void Write(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = terminal.Unicode;
        console.Write(_table);
    }
}
