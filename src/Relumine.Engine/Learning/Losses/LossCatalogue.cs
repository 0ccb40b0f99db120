namespace Relumine.Engine.Learning.Losses;

/// <summary>Every loss, by the name that recipes write.</summary>
[Catalogue]
public static partial class LossCatalogue
{
    /// <summary>One entry for every class here that derives from <see cref="Loss"/>, in the order of their names.</summary>
    public static partial IReadOnlyList<Loss> All { get; }

    /// <summary>The loss of a name, or null if there is none.</summary>
    public static Loss? Find(string name) => All.FirstOrDefault(l => l.Name == name);
}
