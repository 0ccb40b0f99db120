namespace Relumine.Engine.Learning.Optimizers;

/// <summary>The optimizers of this library, with their customary rates.</summary>
[Catalogue]
public static partial class OptimizerCatalogue
{
    /// <summary>One entry for every class here that derives from <see cref="Optimizer"/>.</summary>
    public static partial IReadOnlyList<Optimizer> All { get; }

    /// <summary>The optimizer of a name (letter case does not matter), or null.</summary>
    public static Optimizer? Find(string name) => All.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase));
}
