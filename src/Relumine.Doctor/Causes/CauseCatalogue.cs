namespace Relumine.Doctor.Causes;

/// <summary>Every cause that checkups test, found at compile time.</summary>
[Catalogue]
public static partial class CauseCatalogue
{
    /// <summary>What is said when no experiment restores health.</summary>
    public const string Unknown = "unknown";

    /// <summary>Every cause, in ordinal order of the types' names.</summary>
    public static partial IReadOnlyList<ICause> All { get; }

    /// <summary>The cause with this id, compared without case; null if there is none.</summary>
    public static ICause? Find(string id) => All.FirstOrDefault(c => c.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
