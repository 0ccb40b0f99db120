
namespace Relumine.Doctor.Findings;

/// <summary>Every kind of finding, found at compile time.</summary>
[Catalogue]
public static partial class FindingCatalogue
{
    /// <summary>Every kind of finding, in ordinal order of the types' names.</summary>
    public static partial IReadOnlyList<IFinding> All { get; }

    /// <summary>The kind of finding with this id, compared without case; null if there is none.</summary>
    public static IFinding? Find(string id) => All.FirstOrDefault(f => f.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Everything that all kinds find, the gravest first, then in the order of the layers.</summary>
    public static IReadOnlyList<Finding> Examine(FindingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.Layers.Select((l, i) => (l.Name, i)).DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.i);
        int Position(Finding f) => f.Layer is { } name && order.TryGetValue(name, out var i) ? i : -1;
        return [.. All.SelectMany(f => f.Examine(context))
            .OrderByDescending(f => f.Severity).ThenBy(Position).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Layer, StringComparer.Ordinal)];
    }
}
