using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Csv;

/// <summary>A first pass over a CSV file: counts the rows, holds each to the same number of fields, and learns the class names.</summary>
/// <param name="Rows">The number of rows, the header not counted.</param>
/// <param name="Classes">The class names, sorted by their UTF-16 code units; empty where every label is a number or there are none.</param>
internal sealed record CsvScan(long Rows, string[] Classes)
{
    private const int MostClasses = 1 << 16;

    /// <summary>Goes over the file.</summary>
    /// <exception cref="RelumineException">A row has more or fewer fields than the others, or there are too many class names.</exception>
    public static CsvScan Run(ByteOrigin bytes, DataOptions options, CsvDialect dialect, int labelColumn)
    {
        using var records = new CsvRecords(bytes, options.CsvSkip, dialect.Delimiter);
        if (dialect.HasHeader)
        {
            records.MoveNext();
        }

        var labels = new LabelTexts(bytes.Name);
        long rows = 0;
        for (; records.MoveNext(); rows++)
        {
            var fields = CsvFields.Count(records.Current, dialect.Delimiter);
            if (fields != dialect.Columns)
            {
                throw DataError.Broken(
                    bytes.Name,
                    $"line {records.Line} has {fields} fields, but {dialect.Columns} are expected, as in the first row. Every row must have the same number."
                );
            }

            if (labelColumn >= 0)
            {
                labels.Add(Field(records.Current, dialect.Delimiter, labelColumn), records.Line);
            }
        }

        return new(rows, labels.Names());
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> record, byte delimiter, int column)
    {
        var fields = new CsvFields(record, delimiter);
        for (var i = 0; i <= column; i++)
        {
            fields.MoveNext();
        }

        return fields.Current;
    }

    // Distinct texts, at most so many; they matter only if one of them is not a number.
    private sealed class LabelTexts(string origin)
    {
        private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
        private char[] _chars = new char[64];
        private bool _anyName;
        private bool _tooMany;

        public void Add(ReadOnlySpan<byte> field, long line)
        {
            _anyName |= !CsvNumber.TryParse(field, out _);
            if (_tooMany)
            {
                return;
            }

            if (_chars.Length < field.Length)
            {
                _chars = new char[field.Length];
            }

            var text = _chars.AsSpan(0, Encoding.UTF8.GetChars(field, _chars)).Trim();
            var known = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
            if (text.Length == 0)
            {
                throw DataError.Broken(origin, $"line {line}: the label is empty. Fill it in or remove the row.");
            }

            if (!known.Contains(text))
            {
                _tooMany = _texts.Count == MostClasses;
                _texts.Add(CsvFields.Text(field));
            }
        }

        public string[] Names()
        {
            if (!_anyName)
            {
                return [];
            }

            return _tooMany
                ? throw DataError.Broken(
                    origin,
                    $"the label column holds text with more than {MostClasses} different values. Is it the label? Otherwise say which column is."
                )
                : [.. _texts.Order(StringComparer.Ordinal)];
        }
    }
}
