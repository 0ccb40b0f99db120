using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Csv;

/// <summary>The records of a CSV file, one after another. Blank lines, remarks, and a first line <c>sep=;</c> are passed over. A remark begins with #; but
/// <c>#,name</c> names a column, and a line such as <c>#N/A,2</c> or <c>#ff0000,2</c> that has as many fields as the first record is a row.</summary>
/// <param name="bytes">The file.</param>
/// <param name="skip">The lines to leave out at the start.</param>
/// <param name="delimiter">What stands between fields, or 0 for any <see cref="CsvDialect.Candidates"/>.</param>
internal sealed class CsvRecords(ByteOrigin bytes, int skip, byte delimiter) : IDisposable
{
    private const int FirstBuffer = 1 << 16;
    private const int LongestRecord = 1 << 24;

    private byte[] _buffer = [];
    private Stream? _stream;
    private int _at;
    private int _start;
    private int _length;
    private int _filled;
    private bool _ended;
    private long _lines;
    private byte[]? _first;

    /// <summary>The line on which the last record began, counted from 1 as editors do.</summary>
    public long Line { get; private set; }

    /// <summary>The last record, without the end of its line; good until the next call of <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_start, _length);

    /// <summary>Lines behind the first record that were passed over as remarks though no blank is behind their #, and the first of them.</summary>
    public (long Count, long Line) Remarks { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="RelumineException">The file is damaged, or a line is too long.</exception>
    public bool MoveNext()
    {
        if (_stream is null)
        {
            Begin();
        }

        while (TakeLine(quotes: true))
        {
            var record = Current;
            if (record.Trim(" \t\r"u8).Length == 0)
            {
                continue;
            }

            if (record[0] != '#' || IsRow(record))
            {
                _first ??= record.ToArray();
                return true;
            }

            if (_first is not null && !IsPlainRemark(record))
            {
                Remarks = (Remarks.Count + 1, Remarks.Count == 0 ? Line : Remarks.Line);
            }
        }

        return false;
    }

    private static bool IsPlainRemark(ReadOnlySpan<byte> record) => record.Length == 1 || record[1] is (byte)' ' or (byte)'#';

    private bool IsRow(ReadOnlySpan<byte> record)
    {
        if (IsPlainRemark(record))
        {
            return false;
        }

        if (_first is null || IsDelimiter(record[1]))
        {
            return IsDelimiter(record[1]);
        }

        foreach (var candidate in delimiter == 0 ? CsvDialect.Candidates : [delimiter])
        {
            var fields = CsvFields.Count(record, candidate);
            if (fields == CsvFields.Count(_first, candidate) && (fields > 1 || delimiter != 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the first record the next one again.</summary>
    public void Rewind()
    {
        _stream?.Dispose();
        _stream = null;
        (_at, _filled, _ended, _lines, _first, Remarks) = (0, 0, false, 0, null, default);
    }

    /// <inheritdoc/>
    public void Dispose() => Rewind();

    private void Begin()
    {
        _stream = bytes.OpenAt(0);
        if (_buffer.Length == 0)
        {
            _buffer = new byte[FirstBuffer];
        }

        Fill();
        if (_buffer.AsSpan(0, _filled).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _at = 3;
        }

        for (var i = 0; i < skip && TakeLine(quotes: false); i++)
        {
        }

        // Spreadsheets write and read a first line that names the delimiter, and is no row.
        if (skip == 0 && _buffer.AsSpan(_at, _filled - _at) is [(byte)'s', (byte)'e', (byte)'p', (byte)'=', _, (byte)'\r' or (byte)'\n', ..])
        {
            TakeLine(quotes: false);
        }
    }

    // A line ends at the first line feed that is not inside quotation marks. Every byte is looked at once.
    private bool TakeLine(bool quotes)
    {
        var (open, searched) = (false, 0);
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _filled - _at);
            var ahead = rest[searched..];
            var mark = open ? ahead.IndexOf((byte)'"') : quotes ? ahead.IndexOfAny((byte)'\n', (byte)'"') : ahead.IndexOf((byte)'\n');
            var found = searched + mark;
            var needsMore = mark < 0 || (open && found == rest.Length - 1);
            if (needsMore && !_ended)
            {
                searched = mark < 0 ? rest.Length : found;
                Fill();
                continue;
            }

            if (mark < 0)
            {
                return rest.Length > 0 && Take(rest.Length);
            }

            if (rest[found] == '\n')
            {
                return Take(found);
            }

            if (!open)
            {
                var before = rest[..found].TrimEnd((byte)' ');
                open = before.Length == 0 || IsDelimiter(rest[found - 1]) || IsDelimiter(before[^1]);
                searched = found + 1;
            }
            else
            {
                open = found + 1 < rest.Length && rest[found + 1] == '"';
                searched = found + (open ? 2 : 1);
            }
        }
    }

    private bool Take(int length)
    {
        var line = _buffer.AsSpan(_at, length);
        Line = _lines + 1;
        _lines += line.Count((byte)'\n') + 1;
        (_start, _length) = (_at, line.TrimEnd((byte)'\r').Length);
        _at = Math.Min(_at + length + 1, _filled);
        return true;
    }

    private bool IsDelimiter(byte b) => delimiter == 0 ? CsvDialect.Candidates.Contains(b) : b == delimiter || (delimiter == ' ' && b == '\t');

    // Keeps what is not yet given out, and reads more behind it.
    private void Fill()
    {
        var kept = _filled - _at;
        if (kept == _buffer.Length)
        {
            if (kept >= LongestRecord)
            {
                throw DataError.Broken(
                    bytes.Name,
                    $"line {_lines + 1} is longer than {LongestRecord} bytes. Is this a CSV file, and is every quotation mark closed?"
                );
            }

            Array.Resize(ref _buffer, 2 * kept);
        }
        else if (_at > 0)
        {
            _buffer.AsSpan(_at, kept).CopyTo(_buffer);
        }

        _at = 0;
        var got = bytes.Read(_stream!, _buffer.AsSpan(kept));
        _ended = got < _buffer.Length - kept;
        _filled = kept + got;
    }
}
