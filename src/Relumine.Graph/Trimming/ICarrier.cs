using Relumine.Graph.Models;
using Relumine.Graph.Operators;

namespace Relumine.Graph.Trimming;

/// <summary>
/// Knows how one kind of operator carries units from its inputs to its output, and what has to change in it when some
/// of them go: one file in <c>Carriers/</c> each. Operators name theirs (<see cref="Op.Carrier"/>); one that names none
/// lets no unit through.
/// </summary>
internal interface ICarrier
{
    /// <summary>Says where the output carries units, by <see cref="UnitMap.Carry"/>; joins and pins slots.</summary>
    /// <returns>Null, or why units cannot be followed, to be read after the node.</returns>
    string? Trace(Node node, UnitMap map);

    /// <summary>The node as it has to be when the units that go are gone.</summary>
    void Edit(Node node, TrimEdit edit);
}
