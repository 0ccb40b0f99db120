using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming;

/// <summary>
/// Removes silent units from a network without changing what it computes: their rows of the weights in front, their
/// columns of the weights behind, and their numbers in everything between. What they gave goes into the bias behind,
/// if it is not 0; what a copy gave, into the weights with which the unit that it copies is read.
/// </summary>
public static class UnitRemoval
{
    /// <summary>Removes as many of the units as can go.</summary>
    /// <param name="model">The network; it is not changed.</param>
    /// <param name="silent">The layers, each with the units that always give the same number; there may be none.</param>
    /// <param name="inputShapes">The shape of one sample, by input; null for those that the model declares, with 1 for every symbol.</param>
    /// <param name="mergesCopies">Whether units of these layers that are copies of others go, too, into the weights of what reads them.</param>
    /// <exception cref="GraphException">Shapes do not fit.</exception>
    /// <exception cref="UnsupportedException">A shape depends on data.</exception>
    public static UnitRemovalResult Apply(
        Model model, IReadOnlyList<SilentUnits> silent, IReadOnlyDictionary<string, Shape>? inputShapes = null, bool mergesCopies = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(silent);

        // What leads to no output must not keep a unit.
        var needed = new RemoveDeadNodes().Apply(model).Model;
        var map = new UnitMap(needed, inputShapes, silent.ToDictionary(s => s.Value, StringComparer.Ordinal));
        var decision = new Decision(map, silent, mergesCopies);
        if (decision.Removed.Count == 0)
        {
            return new(model, [.. silent.Select(decision.Describe)], true);
        }

        var edit = new TrimEdit(map, decision.Removed, decision.Copies);
        foreach (var node in needed.Graph.Nodes)
        {
            node.Op.Carrier(node, map.Shapes)?.Edit(node, edit);
        }

        return new(edit.Finish(), [.. silent.Select(decision.Describe)], !edit.HasMovedConstants && decision.Copies.Count == 0);
    }
}
