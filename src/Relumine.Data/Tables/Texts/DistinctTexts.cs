using System.Text;

namespace Relumine.Data.Tables.Texts;

/// <summary>Different texts of a column with their counts, up to a limit of texts and of a budget that all columns share.</summary>
internal sealed class DistinctTexts(int most, TextBudget budget)
{
    private const int LongestText = 256;

    private readonly ByteTexts _texts = new();
    private readonly List<Seen> _seen = [];

    /// <summary>Whether there were too many, or too long ones: then the counts are those up to there.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Values counted, up to the overflow.</summary>
    public long Total { get; private set; }

    /// <summary>The number of different texts.</summary>
    public int Count => _texts.Count;

    /// <summary>A text, by its number: they count from 0 in the order in which they came.</summary>
    public ReadOnlySpan<byte> this[int place] => _texts[place];

    /// <summary>The texts with their counts, by text (UTF-16 code units, as everywhere).</summary>
    public IReadOnlyList<(string Text, long Count)> Sorted() =>
        [.. _seen.Select((s, i) => (Text: Encoding.UTF8.GetString(_texts[i]), s.Count)).OrderBy(c => c.Text, StringComparer.Ordinal)];

    /// <summary>How often a text stands there.</summary>
    public long CountOf(int place) => _seen[place].Count;

    /// <summary>The line of the first value with a text.</summary>
    public long LineOf(int place) => _seen[place].Line;

    /// <summary>The number of a text that was met, and as a word; −1 of any other.</summary>
    public int FindWord(ReadOnlySpan<byte> text) => _texts.Find(text) is >= 0 and var place && _seen[place].IsWord ? place : -1;

    /// <summary>Counts a text that was met before once more.</summary>
    public void Repeat(int place)
    {
        Total++;
        _seen[place] = _seen[place] with { Count = _seen[place].Count + 1 };
    }

    /// <summary>Counts a text.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="line">Its line.</param>
    /// <param name="isWord">Whether it is known to be neither a number nor a date.</param>
    /// <param name="count">How often it stands there.</param>
    /// <returns>The number of the text; −1 from the overflow on.</returns>
    public int Add(ReadOnlySpan<byte> text, long line, bool isWord, long count = 1)
    {
        if (Overflowed)
        {
            return -1;
        }

        Total += count;
        if (_texts.Find(text) is >= 0 and var place)
        {
            _seen[place] = _seen[place] with { Count = _seen[place].Count + count };
            return place;
        }

        if (Count == most || text.Length > LongestText || !budget.Take(text.Length))
        {
            Overflowed = true;
            return -1;
        }

        _seen.Add(new(count, line, isWord));
        return _texts.FindOrAdd(text);
    }

    private readonly record struct Seen(long Count, long Line, bool IsWord);
}

/// <summary>How much memory the texts of all columns may take together.</summary>
internal sealed class TextBudget
{
    private const int Overhead = 96;
    private long _left = 256L << 20;

    /// <summary>Takes room for one text, if there is any left.</summary>
    public bool Take(int length) => (_left -= length + Overhead) > 0;
}
