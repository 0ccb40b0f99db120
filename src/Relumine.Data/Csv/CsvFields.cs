using System.Text;

namespace Relumine.Data.Csv;

/// <summary>The fields of one record, one after another; allocates nothing.</summary>
/// <remarks>A quoted field begins with a quotation mark after a delimiter; a doubled mark inside stands for one (RFC 4180). A space as delimiter stands for any
/// run of blanks.</remarks>
internal ref struct CsvFields(ReadOnlySpan<byte> record, byte delimiter)
{
    private ReadOnlySpan<byte> _rest = delimiter == ' ' ? record.Trim(" \t"u8) : record;
    private bool _ended;

    /// <summary>The field, without its outer quotation marks; doubled ones inside are left.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>The number of fields of a record.</summary>
    public static int Count(ReadOnlySpan<byte> record, byte delimiter)
    {
        if (delimiter != ' ' && !record.Contains((byte)'"'))
        {
            return record.Count(delimiter) + 1;
        }

        var fields = new CsvFields(record, delimiter);
        var count = 0;
        while (fields.MoveNext())
        {
            count++;
        }

        return count;
    }

    /// <summary>All fields as text.</summary>
    public static string[] Texts(ReadOnlySpan<byte> record, byte delimiter)
    {
        List<string> texts = [];
        var fields = new CsvFields(record, delimiter);
        while (fields.MoveNext())
        {
            texts.Add(Text(fields.Current));
        }

        return [.. texts];
    }

    /// <summary>A field as text, trimmed.</summary>
    public static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();

    /// <summary>A field with doubled quotation marks made single.</summary>
    public static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> field) => field.Contains((byte)'"') ? Encoding.UTF8.GetBytes(Text(field)) : field;

    /// <summary>A text as it stands in a field: with its quotation marks doubled.</summary>
    public static ReadOnlySpan<byte> Escaped(ReadOnlySpan<byte> text) =>
        text.Contains((byte)'"') ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("\"", "\"\"", StringComparison.Ordinal)) : text;

    /// <summary>Goes to the next field.</summary>
    public bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        // A blank may stand before a quotation mark, and behind the one that closes.
        var begin = _rest;
        _rest = delimiter == ' ' ? _rest : _rest.TrimStart((byte)' ');
        if (_rest is [(byte)'"', ..] && Quoted())
        {
            return true;
        }

        _rest = begin;

        var end = delimiter == ' ' ? _rest.IndexOfAny(" \t"u8) : _rest.IndexOf(delimiter);
        Take(end < 0 ? _rest.Length : end, end < 0 ? _rest.Length : end);
        return true;
    }

    private bool Quoted()
    {
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] != '"')
            {
                continue;
            }

            if (i + 1 < _rest.Length && _rest[i + 1] == '"')
            {
                i++;
                continue;
            }

            var behind = delimiter == ' ' ? _rest[(i + 1)..] : _rest[(i + 1)..].TrimStart((byte)' ');
            if (behind.Length > 0 && behind[0] != delimiter && !(delimiter == ' ' && behind[0] == '\t'))
            {
                return false;
            }

            var content = _rest[1..i];
            Take(i, _rest.Length - behind.Length);
            Current = content;
            return true;
        }

        return false;
    }

    // The field ends at one place; the delimiter, if any, stands at another.
    private void Take(int end, int delimiterAt)
    {
        Current = _rest[..end];
        _ended = delimiterAt >= _rest.Length;
        if (!_ended)
        {
            _rest = _rest[(delimiterAt + 1)..];
            _rest = delimiter == ' ' ? _rest.TrimStart(" \t"u8) : _rest;
        }
    }
}
