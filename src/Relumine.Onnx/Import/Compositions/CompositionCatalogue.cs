using System.Collections.Frozen;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>Every operator that is read as several others, found at compile time.</summary>
internal static partial class CompositionCatalogue
{
    /// <summary>All of them, in ordinal order of their names in code.</summary>
    [Catalogue]
    public static partial IReadOnlyList<IComposition> All { get; }

    /// <summary>The one of this name, or null.</summary>
    public static IComposition? Find(string type) => Index.ByType.GetValueOrDefault(type);

    // A class of its own, because the list is in another part of this one, whose fields may be set later.
    private static class Index
    {
        public static readonly FrozenDictionary<string, IComposition> ByType = All.ToFrozenDictionary(c => c.Type, StringComparer.Ordinal);
    }
}
