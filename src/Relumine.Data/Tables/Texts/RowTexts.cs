using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables.Texts;

/// <summary>Which of a column's different texts stands in each row, so that what is asked about some of the rows needs no further pass over the file.</summary>
/// <param name="origin">The file, for messages.</param>
internal sealed class RowTexts(string origin)
{
    /// <summary>How many different texts can be told apart.</summary>
    public const int Most = ushort.MaxValue;

    private const int FirstSize = 1 << 12;
    private const int Large = 1 << 22;

    private ushort[] _texts = new ushort[FirstSize];

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the text in a row, from 0; −1 where the value is missing.</summary>
    public int this[int row] => _texts[row] - 1;

    /// <summary>Takes the next row.</summary>
    /// <param name="text">The number of its text, below <see cref="Most"/>; −1 where the value is missing.</param>
    /// <exception cref="RelumineException">There is no room for more.</exception>
    public void Add(int text)
    {
        if (Count == _texts.Length)
        {
            if (Count >= Large)
            {
                MemoryRoom.Demand(2.0 * Count * sizeof(ushort), origin, $"the texts of {Count} rows and more take", "Use fewer columns, or fewer rows.");
            }

            Array.Resize(ref _texts, 2 * Count);
        }

        _texts[Count++] = (ushort)(text + 1);
    }
}
