namespace Relumine.Engine.Learning.Initializers;

/// <summary>Every initialiser, with its customary parameters.</summary>
[Catalogue]
public static partial class InitializerCatalogue
{
    /// <summary>One entry for every class here that derives from <see cref="Initializer"/>.</summary>
    public static partial IReadOnlyList<Initializer> All { get; }

    /// <summary>The initialiser with this name in recipes, compared without case; null if there is none.</summary>
    public static Initializer? Find(string name) => All.FirstOrDefault(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
