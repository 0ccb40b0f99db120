using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables.Numbers;

namespace Relumine.Data.Csv;

/// <summary>The features, or the labels, of a CSV file.</summary>
internal sealed class CsvSource : DataSource
{
    private readonly ByteOrigin _bytes;
    private readonly CsvRecords _records;
    private readonly CsvDialect _dialect;
    private readonly int _labelColumn;
    private readonly bool _wantsLabel;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _classes;
    private char[] _chars = new char[64];
    private bool _begun;

    /// <summary>What the user said, for messages.</summary>
    public DataOptions Options { get; init; } = DataOptions.Default;

    /// <summary>The names of the columns, the label's included; none if there is no header.</summary>
    public IReadOnlyList<string> ColumnNames => _dialect.Names;

    /// <summary>Reads all columns but the label's, or the label's alone.</summary>
    public CsvSource(string name, ByteOrigin bytes, CsvRecords records, CsvDialect dialect, CsvScan scan, int labelColumn, bool wantsLabel)
        : base(name, StoredType.Float64, wantsLabel ? [scan.Rows] : [scan.Rows, dialect.Columns - (labelColumn < 0 ? 0 : 1)], bytes.Name)
    {
        (_bytes, _records, _dialect, _labelColumn, _wantsLabel) = (bytes, records, dialect, labelColumn, wantsLabel);
        if (wantsLabel && scan.Classes.Length > 0)
        {
            _classes = scan.Classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    protected override void Fill(Span<float> destination)
    {
        for (var row = destination; row.Length > 0; row = row[SampleSize..])
        {
            var fields = NextRow();
            var column = 0;
            for (var i = 0; fields.MoveNext(); i++)
            {
                if ((i == _labelColumn) == _wantsLabel)
                {
                    row[column++] = (float)Number(fields.Current, i);
                }
            }
        }
    }

    protected override void Fill(Span<double> destination)
    {
        for (var row = destination; row.Length > 0; row = row[SampleSize..])
        {
            var fields = NextRow();
            var column = 0;
            for (var i = 0; fields.MoveNext(); i++)
            {
                if ((i == _labelColumn) == _wantsLabel)
                {
                    row[column++] = Number(fields.Current, i);
                }
            }
        }
    }

    protected override void Fill(Span<long> destination)
    {
        var filled = 0;
        while (filled < destination.Length)
        {
            var fields = NextRow();
            for (var i = 0; fields.MoveNext(); i++)
            {
                if ((i == _labelColumn) == _wantsLabel)
                {
                    destination[filled] = Whole(fields.Current, i, filled);
                    filled++;
                }
            }
        }
    }

    protected override void Rewind()
    {
        _records.Rewind();
        _begun = false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _records.Dispose();
        }

        base.Dispose(disposing);
    }

    // The caller writes as many numbers as the row has columns, so a row that changed since the first pass must not get there.
    private CsvFields NextRow()
    {
        if (!_begun)
        {
            _begun = true;
            if (_dialect.HasHeader)
            {
                _records.MoveNext();
            }
        }

        return _records.MoveNext() && CsvFields.Count(_records.Current, _dialect.Delimiter) == _dialect.Columns
            ? new CsvFields(_records.Current, _dialect.Delimiter)
            : throw DataError.Broken(Origin, "the file changed while it was read. Try again when it is complete.");
    }

    private double Number(ReadOnlySpan<byte> field, int column)
    {
        if (_classes is { } classes)
        {
            return ClassOf(field, classes);
        }

        if (!CsvNumber.TryParse(field, out var value))
        {
            var advice = CsvAdvice.About(field, _dialect.HasHeader ? _dialect.Names[column] : (column + 1).ToString(CultureInfo.InvariantCulture));
            throw DataError.Broken(Origin, $"{Where(column)}: {advice}");
        }

        return double.IsFinite(value) ? value : throw DataError.Broken(Origin,
            $"{Where(column)}: the value is {(double.IsNaN(value) ? "NaN" : "infinite")}; data must be finite. Remove the row or fill in the value.");
    }

    private long Whole(ReadOnlySpan<byte> field, int column, int element)
    {
        if (_classes is null && long.TryParse(field.Trim(" \t"u8), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        var value = Number(field, column);
        return Math.Abs(value) < 1L << 53 && Math.Floor(value) == value ? (long)value : throw NotAnInteger(element, value);
    }

    private int ClassOf(ReadOnlySpan<byte> field, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> classes)
    {
        if (_chars.Length < field.Length)
        {
            _chars = new char[field.Length];
        }

        var text = _chars.AsSpan(0, System.Text.Encoding.UTF8.GetChars(field, _chars)).Trim();
        if (classes.TryGetValue(text, out var index) || classes.TryGetValue(CsvFields.Text(field), out index))
        {
            return index;
        }

        throw DataError.Broken(Origin, "the file changed while it was read. Try again when it is complete.");
    }

    // Blank lines and comments are no rows, so only another look at the file tells on which line a row stands.
    protected override string Place(long sample, int element)
    {
        using var records = new CsvRecords(_bytes, Options.CsvSkip, _dialect.Delimiter);
        for (var i = _dialect.HasHeader ? -1L : 0; i <= sample; i++)
        {
            if (!records.MoveNext())
            {
                return base.Place(sample, element);
            }
        }

        return Where(_wantsLabel ? _labelColumn : element + (_labelColumn >= 0 && element >= _labelColumn ? 1 : 0), records.Line);
    }

    private string Where(int column) => Where(column, _records.Line);

    private string Where(int column, long line)
    {
        var name = _dialect.HasHeader ? $" ({DataError.Quote(System.Text.Encoding.UTF8.GetBytes(_dialect.Names[column]))})" : "";
        return $"line {line}, column {column + 1}{name}";
    }
}
