using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>
/// The header of a NumPy file: a Python dictionary with the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, for example
/// <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.
/// </summary>
internal sealed class PythonDictionary(string text, string origin)
{
    private int _at;

    /// <summary>Reads the dictionary.</summary>
    /// <param name="length">The number of bytes before the first element.</param>
    public NpyHeader ToHeader(int length)
    {
        StoredType? type = null;
        bool? fortran = null;
        long[]? dims = null;
        Expect('{');
        while (!Take('}'))
        {
            var key = QuotedText();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null: type = ElementsType(); break;
                case "fortran_order" when fortran is null: fortran = Truth(); break;
                case "shape" when dims is null: dims = Tuple(); break;
                default: throw Damaged($"the key '{key}' is not expected");
            }

            if (!Take(','))
            {
                Expect('}');
                break;
            }
        }

        if (type is null || fortran is null || dims is null || text.AsSpan(_at).Trim().Length > 0)
        {
            throw Damaged("it needs the keys descr, fortran_order and shape, and nothing after them");
        }

        // With one dimension or none that is longer than 1, both orders are the same.
        return fortran.Value && dims.Count(d => d != 1) > 1
            ? throw DataError.Broken(
                origin,
                $"the array of shape {DataError.Dims(dims)} is in Fortran (column-major) order; row-major is expected. "
                    + $"Save it again with numpy.save(path, numpy.ascontiguousarray(x))."
            )
            : new NpyHeader(type.Value, dims, length);
    }

    private StoredType ElementsType()
    {
        SkipBlanks();
        if (_at < text.Length && text[_at] == '[')
        {
            throw DataError.Broken(
                origin,
                "the array holds records with named fields; numbers of one type are expected. "
                    + "Save one field, or use numpy.lib.recfunctions.structured_to_unstructured."
            );
        }

        var descr = QuotedText();
        StoredType? type = descr.Length < 3 ? null : descr[1..] switch
        {
            "b1" => StoredType.Bool,
            "i1" => StoredType.Int8,
            "u1" => StoredType.UInt8,
            "i2" => StoredType.Int16,
            "u2" => StoredType.UInt16,
            "i4" => StoredType.Int32,
            "u4" => StoredType.UInt32,
            "i8" => StoredType.Int64,
            "u8" => StoredType.UInt64,
            "f2" => StoredType.Float16,
            "f4" => StoredType.Float32,
            "f8" => StoredType.Float64,
            _ => null,
        };
        if (type is null || !"<|>=".Contains(descr[0], StringComparison.Ordinal))
        {
            throw DataError.Broken(
                origin,
                $"the array holds elements of type '{descr}'; bool, integers up to 64 bits and floats of 16, 32 or 64 bits are read. "
                    + $"Save it again with numpy.save(path, x.astype('<f4'))."
            );
        }

        return descr[0] == '>' && type.Value.Size() > 1
            ? throw DataError.Broken(
                origin,
                $"the array is big-endian ('{descr}'); little-endian is expected. Save it again with numpy.save(path, x.astype('<{descr[1..]}'))."
            )
            : type.Value;
    }

    private bool Truth()
    {
        SkipBlanks();
        foreach (var value in (ReadOnlySpan<bool>)[false, true])
        {
            var word = value ? "True" : "False";
            if (text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
            {
                _at += word.Length;
                return value;
            }
        }

        throw Damaged("True or False is expected after fortran_order");
    }

    private long[] Tuple()
    {
        List<long> dims = [];
        Expect('(');
        while (!Take(')'))
        {
            dims.Add(Whole());
            if (!Take(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. dims];
    }

    private long Whole()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (_at == start && text[_at] == '-')))
        {
            _at++;
        }

        var digits = text.AsSpan(start, _at - start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw Damaged("the shape must consist of whole numbers of at most 64 bits");
        }

        // Python 2 wrote long integers with an L.
        if (_at < text.Length && text[_at] == 'L')
        {
            _at++;
        }

        return value;
    }

    private string QuotedText()
    {
        SkipBlanks();
        var quote = _at < text.Length ? text[_at] : '\0';
        var end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
        if (end < 0)
        {
            throw Damaged("quoted text is expected");
        }

        var value = text[(_at + 1)..end];
        _at = end + 1;
        return value.Any(char.IsControl) ? throw Damaged("a name holds control characters") : value;
    }

    private void Expect(char c)
    {
        if (!Take(c))
        {
            throw Damaged($"'{c}' is expected");
        }
    }

    private bool Take(char c)
    {
        SkipBlanks();
        if (_at >= text.Length || text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n' or '\t' or '\r')
        {
            _at++;
        }
    }

    private RelumineException Damaged(string what) =>
        DataError.Broken(origin, $"the header of the NumPy array is damaged at its character {_at}: {what}. Save the array again.");
}
