using System.Globalization;
using Relumine.Cli.Files;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Data.Writing;
using Relumine.Doctor.Units;

namespace Relumine.Cli.Predictions;

/// <summary>A CSV file with a line for each row of the data, in their order; it appears when it is complete.</summary>
internal sealed class PredictionTable : IDisposable
{
    private const int ShownRows = 5;
    private const int ShownColumns = 12;

    private readonly PredictionColumns _columns;
    private readonly string _path;
    private readonly string? _standing;
    private readonly CsvWriter _csv;
    private readonly string[] _cells;
    private readonly List<string[]> _first = [];
    private long _rows;
    private long _unknown;
    private long _firstUnknown;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file; <c>-</c> is standard output.</param>
    /// <param name="columns">What it says about a row.</param>
    public PredictionTable(string path, PredictionColumns columns)
    {
        (_path, _columns, _cells) = (path, columns, new string[columns.Headings.Count]);

        // Standard output gets a table that is complete, too.
        _standing = path == ResultFile.StandardOutput ? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) : null;
        _csv = new CsvWriter(_standing ?? path, ["row", .. columns.Headings]);
    }

    /// <summary>Adds rows.</summary>
    public void Add(OutputRows outputs, int rows)
    {
        for (var r = 0; r < rows; r++)
        {
            _rows++;
            _columns.Fill(outputs, r, _cells);
            _csv.Add(_rows);
            foreach (var cell in _cells)
            {
                _csv.Add(cell);
            }

            _csv.EndRow();
            if (_cells.Contains(""))
            {
                _firstUnknown = _unknown++ == 0 ? _rows : _firstUnknown;
            }

            if (_first.Count < ShownRows)
            {
                _first.Add([_rows.ToString(CultureInfo.InvariantCulture), .. _cells]);
            }
        }
    }

    /// <summary>Gives the file its name, and shows its first rows.</summary>
    public void Complete(Session session)
    {
        _csv.Complete();
        if (_standing is not null)
        {
            Pour(_standing, session.Out);
        }
        else
        {
            Show(session.Terminal);
        }

        if (_unknown > 0)
        {
            session.Note(
                $"In {Wording.Count(_unknown, "row")} outputs are not finite, first in row {_firstUnknown}; their fields are empty. "
                    + "Audit the model on these data.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _csv.Dispose();
        if (_standing is not null)
        {
            File.Delete(_standing);
        }
    }

    private void Show(Terminal terminal)
    {
        string[] headings = ["row", .. _columns.Headings.Take(ShownColumns - 1)];
        var table = new ResultTable([.. headings.Select((h, i) => new Column(h, i < 2 ? 0 : i, Right: i != 1 || !_columns.NamesClass))]);
        foreach (var row in _first)
        {
            table.Add(row[..headings.Length]);
        }

        table.Write(terminal);
        terminal.Out.WriteLine($"{_path}: {Wording.Count(_rows, "row")}, {Wording.Count(_columns.Headings.Count + 1, "column")}");
    }

    private static void Pour(string path, TextWriter to)
    {
        using var text = new StreamReader(path);
        var block = new char[1 << 14];
        while (text.Read(block) is > 0 and var read)
        {
            to.Write(block, 0, read);
        }
    }
}
