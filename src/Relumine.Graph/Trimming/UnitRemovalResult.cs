using Relumine.Graph.Models;

namespace Relumine.Graph.Trimming;

/// <summary>What was removed from a network, and what had to stay.</summary>
/// <param name="Model">The smaller network; the given one if nothing could be removed.</param>
/// <param name="Layers">One entry for each layer, in the order given.</param>
/// <param name="IsExact">
/// Whether every removed unit gave exactly 0 wherever it was read, so that only terms of 0 are missing. Otherwise constants
/// were added to biases, or weights of copies to others, which rounds.
/// </param>
public sealed record UnitRemovalResult(Model Model, IReadOnlyList<RemovedUnits> Layers, bool IsExact);

/// <summary>What was removed from one layer.</summary>
/// <param name="Value">The name of the activation's output.</param>
/// <param name="Removed">
/// The indices of the units that are gone, in the given network. Units that are not silent are among them where all that
/// reads them is silent: of two rectifiers in a row, the first may fire and the second never.
/// </param>
/// <param name="Kept">The silent units that had to stay, each with the reason.</param>
public sealed record RemovedUnits(string Value, IReadOnlyList<int> Removed, IReadOnlyList<KeptUnit> Kept)
{
    /// <summary>Of the removed units, those that were copies of others.</summary>
    public IReadOnlyList<UnitCopy> Copies { get; init; } = [];
}

/// <summary>A silent unit that had to stay.</summary>
/// <param name="Unit">Its index.</param>
/// <param name="Reason">Why, with the operator and the node that is in the way.</param>
public readonly record struct KeptUnit(int Unit, string Reason);
