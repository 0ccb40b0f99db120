using System.Globalization;
using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>A text file that holds a table: its bytes in UTF-8, and how it is written.</summary>
/// <param name="Bytes">The text in UTF-8.</param>
/// <param name="Encoding">The name of its encoding, if it is another.</param>
/// <param name="Dialect">Delimiter, header and number of fields.</param>
/// <param name="Skip">The lines to leave out at the start.</param>
internal sealed record TableText(ByteOrigin Bytes, string? Encoding, CsvDialect Dialect, int Skip)
{
    // Each column takes a few hundred bytes of notes before a single value is read.
    private const int MostColumns = 1 << 18;

    /// <summary>The names of the header, or an empty one for each column.</summary>
    public string[] Header { get; } = Dialect.HasHeader ? Dialect.Names : [.. Enumerable.Repeat("", Dialect.Columns)];

    /// <summary>What a column is called: by its name, or by its number, from 1, where it has none.</summary>
    public string NameOf(int column) => Header[column].Length > 0 ? Header[column] : "column " + (column + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Looks at a file.</summary>
    /// <exception cref="RelumineException">It is missing, no text, or no table.</exception>
    public static TableText Open(string path, TableOptions options)
    {
        var file = DataFile.Look(path);
        if (file.IsFolder)
        {
            throw DataError.Broken(path, "this is a folder, but a table is expected. Give a CSV file.");
        }

        var said = options.ForText;
        CsvFormat.Check(said);
        var (bytes, encoding) = CsvEncoding.Find(file.Bytes);
        var dialect = CsvDialect.Find(bytes, said);
        return dialect.Columns <= MostColumns ? new(bytes, encoding, dialect, options.Skip)
            : throw DataError.Broken(path, $"the first row has {dialect.Columns} fields; at most {MostColumns} are possible.");
    }

    /// <summary>The records behind the header.</summary>
    public CsvRecords Rows()
    {
        var records = new CsvRecords(Bytes, Skip, Dialect.Delimiter);
        if (Dialect.HasHeader)
        {
            records.MoveNext();
        }

        return records;
    }

    /// <summary>Where a value stands, for messages.</summary>
    public string Where(int column, long line) =>
        $"line {line}, column {column + 1}{Quoted(column)}";

    /// <summary>The error about a value.</summary>
    public RelumineException Fail(int column, long line, string what) => DataError.Broken(Bytes.Name, $"{Where(column, line)}: {what}");

    /// <summary>The error about a column.</summary>
    public RelumineException Fail(int column, string what) =>
        DataError.Broken(Bytes.Name, $"column {column + 1}{Quoted(column)} {what}");

    /// <summary>The error about a value, which may name settings.</summary>
    public RelumineException Fail(int column, long line, ErrorText what) => DataError.Broken(Bytes.Name, $"{Where(column, line)}: {what}");

    /// <summary>The error about a column, which may name settings.</summary>
    public RelumineException Fail(int column, ErrorText what) =>
        DataError.Broken(Bytes.Name, $"column {column + 1}{Quoted(column)} {what}");

    private string Quoted(int column) => Header[column].Length > 0 ? $" ('{TableNotice.Shown(Header[column])}')" : "";

    /// <summary>The error that a row has more or fewer fields than the others.</summary>
    public RelumineException Ragged(long line, int fields) => DataError.Broken(
        Bytes.Name, $"line {line} has {fields} fields, but {Dialect.Columns} are expected, as in the first row. Every row must have the same number.");
}
