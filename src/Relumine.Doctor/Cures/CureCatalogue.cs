namespace Relumine.Doctor.Cures;

/// <summary>Every cure, found at compile time.</summary>
[Catalogue]
public static partial class CureCatalogue
{
    /// <summary>Every cure, in ordinal order of the types' names.</summary>
    public static partial IReadOnlyList<ICure> All { get; }

    /// <summary>The cure with this id, compared without case; null if there is none.</summary>
    public static ICure? Find(string id) => All.FirstOrDefault(c => c.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
