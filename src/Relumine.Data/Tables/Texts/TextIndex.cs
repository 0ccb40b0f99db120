using System.Text;
using Relumine.Data.Csv;

namespace Relumine.Data.Tables.Texts;

/// <summary>Finds the place of a text in a list, by its bytes.</summary>
internal sealed class TextIndex
{
    private readonly ByteTexts _texts = new();

    // The places of the texts: where one stands twice in the list, the first counts.
    private readonly List<int> _places = [];

    public TextIndex(IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (_texts.FindOrAdd(Encoding.UTF8.GetBytes(texts[i])) == _places.Count)
            {
                _places.Add(i);
            }
        }
    }

    /// <summary>The place, or −1.</summary>
    public int Find(ReadOnlySpan<byte> field) => _texts.Find(CsvFields.Unescaped(field)) is >= 0 and var text ? _places[text] : -1;
}
