using System.Buffers;
using System.Globalization;
using System.Text;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;

namespace Relumine.Data.Writing;

/// <summary>Writes a table as CSV (RFC 4180, commas, UTF-8, line feeds); it appears under its name when it is complete.</summary>
public sealed class CsvWriter : IDisposable
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\n\r#");

    private static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\t\r");

    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly PendingFile _file;
    private readonly StreamWriter _text;
    private bool _inRow;

    /// <summary>Begins a table with its header.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public CsvWriter(string path, params ReadOnlySpan<string> header)
    {
        _file = new PendingFile(path);
        _text = new StreamWriter(_file.Stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var name in header)
        {
            Add(name);
        }

        EndRow();
    }

    /// <summary>
    /// Adds a field of text. What a program of spreadsheets would take for a formula (it begins with =, +, -, @, a tab or a carriage return) gets an
    /// apostrophe in front, by which it is a text there. A negative number is none.
    /// </summary>
    public void Add(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        Put(field.AsSpan().TrimStart(' ') is [var first, ..] && Formulas.Contains(first) && !IsNegativeNumber(field) ? "'" + field : field);
    }

    /// <summary>Adds a number, with as many digits as are needed to read the same number back; empty if it is not finite.</summary>
    public void Add(double field) => Put(double.IsFinite(field) ? field.ToString("R", CultureInfo.InvariantCulture) : "");

    /// <summary>Adds a whole number.</summary>
    public void Add(long field) => Put(field.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        Guard(() => _text.WriteLine());
        _inRow = false;
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public void Complete()
    {
        Guard(_text.Flush);
        _file.Commit();
    }

    /// <summary>Removes the file if it was not completed.</summary>
    public void Dispose() => _file.Dispose();

    private static bool IsNegativeNumber(string field) =>
        field[0] == '-'
        && double.TryParse(field, PlainNumber, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);

    private void Put(string field)
    {
        Separate();
        Guard(() => _text.Write(field.AsSpan().ContainsAny(NeedQuotes) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field));
    }

    private void Separate()
    {
        if (_inRow)
        {
            Guard(() => _text.Write(','));
        }

        _inRow = true;
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw _file.Refusal(e);
        }
    }
}
