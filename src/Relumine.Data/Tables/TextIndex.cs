using System.Text;

namespace Relumine.Data.Tables;

/// <summary>Finds the place of a text in a list, by its bytes.</summary>
internal sealed class TextIndex
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _places;

    public TextIndex(IReadOnlyList<string> texts)
    {
        var places = new Dictionary<byte[], int>(ByteTexts.Comparer);
        for (var i = 0; i < texts.Count; i++)
        {
            places.TryAdd(Encoding.UTF8.GetBytes(texts[i]), i);
        }

        _places = places.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The place, or −1.</summary>
    public int Find(ReadOnlySpan<byte> field) => _places.TryGetValue(ColumnSurvey.Unescaped(field), out var place) ? place : -1;
}
