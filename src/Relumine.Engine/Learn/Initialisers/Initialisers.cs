namespace Relumine.Learning;

/// <summary>Every initialiser, with its customary parameters.</summary>
[Catalogue]
public static partial class Initialisers
{
    /// <summary>One entry for every class here that derives from <see cref="Initialiser"/>.</summary>
    public static partial IReadOnlyList<Initialiser> All { get; }

    /// <summary>The initialiser with this name in recipes, compared without case; null if there is none.</summary>
    public static Initialiser? Find(string name) => All.FirstOrDefault(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
