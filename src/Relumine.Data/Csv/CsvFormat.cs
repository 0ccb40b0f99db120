using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Csv;

/// <summary>
/// Numbers as text, a row a line; gzipped ones too. Delimiter and header are found out. Labels that are text become the index of
/// their name among all names, sorted, as scikit-learn's LabelEncoder and image folders number classes.
/// </summary>
internal sealed class CsvFormat : IDataFormat
{
    public string Name => "CSV";

    public IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv", ".txt", ".data", ".dat"];

    public string Signature => "text in UTF-8";

    public bool IsGuess => true;

    public bool Recognizes(DataFile file) =>
        !file.IsFolder
        && CsvEncoding.IsTextSoFar(file.Head.Span, file.Extension.Length > 0 && Extensions.Contains(file.Extension));

    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        Check(options);
        var (bytes, encoding) = CsvEncoding.Find(file.Bytes);
        var dialect = CsvDialect.Find(bytes, options);
        var label = options.ForLabels && dialect.Columns == 1 ? 0 : options.LabelColumn.Resolve(file.Path, dialect.Columns, dialect.Names);
        var scan = CsvScan.Run(bytes, options, dialect, label);
        CsvSource Source(string name, bool wantsLabel) =>
            new(name, bytes, new CsvRecords(bytes, options.CsvSkip, dialect.Delimiter), dialect, scan, label, wantsLabel) { Options = options };

        var labels = label < 0 ? null : Source("", wantsLabel: true);
        DataSource[] inputs = label >= 0 && dialect.Columns == 1 && options.ForLabels ? [] : [Source(options.Name, wantsLabel: false)];
        string[] notes =
        [
            $"CSV: fields separated by {dialect.DelimiterText}, "
                + $"{(dialect.HasHeader ? "a header" : "no header")}{(label < 0 ? "" : $", labels in column {label + 1}")}"
                + $"{(encoding is null ? "" : $", read as {encoding}")}",
        ];
        return new(inputs, labels, scan.Classes, notes);
    }

    /// <summary>Refuses what cannot stand between fields.</summary>
    internal static void Check(DataOptions options)
    {
        if (options.CsvSkip < 0 || options.CsvDelimiter is '"' or '\n' or '\r' or '.' or > (char)126)
        {
            throw DataError.Usage(
                $"{new Setting(nameof(DataOptions.CsvSkip))} takes a number from 0 on, "
                + $"{new Setting(nameof(DataOptions.CsvDelimiter))} a single ASCII character that is no quotation mark, point or line end.");
        }
    }
}
