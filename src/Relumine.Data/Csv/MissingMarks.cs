using System.Text;

namespace Relumine.Data.Csv;

/// <summary>What stands where a value is missing; an empty field always does.</summary>
internal sealed class MissingMarks
{
    /// <summary>What spreadsheets, databases, R, Weka and pandas write; in any case of letters.</summary>
    public static readonly string[] Customary =
    [
        "NA", "N/A", "#N/A", "#NA", "<NA>", "n.a.", "NaN", "-NaN", "NaT", "null", "\\N", "nil", "None", "?", "-", "--", "missing",
        "#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?", "#NULL!",
    ];

    /// <summary>Those that are usual words as the name of a class.</summary>
    private static readonly string[] s_words = ["nil", "None", "-", "--", "missing"];

    private readonly bool[] _begins = new bool[256];
    private readonly byte[][] _marks;
    private readonly bool _anyCase;
    private readonly int _longest;

    private MissingMarks(IEnumerable<string> marks, bool anyCase)
    {
        _anyCase = anyCase;
        _marks = [.. marks.Select(m => m.Trim()).Where(m => m.Length > 0).Select(Encoding.UTF8.GetBytes)];
        _longest = _marks.Length == 0 ? 0 : _marks.Max(m => m.Length);
        foreach (var mark in _marks)
        {
            _begins[mark[0]] = true;
            _begins[anyCase && mark[0] < 128 ? char.ToLowerInvariant((char)mark[0]) : mark[0]] = true;
            _begins[anyCase && mark[0] < 128 ? char.ToUpperInvariant((char)mark[0]) : mark[0]] = true;
        }
    }

    /// <summary>The marks of features.</summary>
    /// <param name="given">What the user says, letter by letter; null for what is customary.</param>
    public static MissingMarks ForFeatures(IReadOnlyList<string>? given) => new(given ?? Customary, given is null);

    /// <summary>The marks of a target, whose classes may well be called <c>none</c>.</summary>
    public static MissingMarks ForTarget(IReadOnlyList<string>? given) => new(given ?? Customary.Except(s_words), given is null);

    /// <summary>Whether the field, which is trimmed, says that a value is missing.</summary>
    public bool Is(ReadOnlySpan<byte> field)
    {
        if (field.Length == 0)
        {
            return true;
        }

        if (field.Length > _longest || !_begins[field[0]])
        {
            return false;
        }

        foreach (var mark in _marks)
        {
            if (mark.Length == field.Length && (_anyCase ? Ascii.EqualsIgnoreCase(mark, field) : field.SequenceEqual(mark)))
            {
                return true;
            }
        }

        return false;
    }
}
