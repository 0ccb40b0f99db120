namespace Relumine.Graph.Operators;

/// <summary>
/// Knows how one kind of operator carries units from its inputs to its output, and what has to change in it when some
/// of them go: one file in <c>Trimming/Carriers</c> each, or beside the one operator that has it. Operators name theirs
/// (<see cref="Op.Carrier"/>); one that names none lets no unit through.
/// </summary>
internal interface ICarrier
{
    /// <summary>What is said of an operator that names no carrier.</summary>
    const string Unanswered = "lets no unit be followed through it";

    /// <summary>Says where the output carries units, by <see cref="IUnitMap.Carry"/>; joins and pins slots.</summary>
    /// <returns>Null, or why units cannot be followed, to be read after the node.</returns>
    string? Trace(Node node, IUnitMap map);

    /// <summary>The node as it has to be when the units that go are gone.</summary>
    void Edit(Node node, ITrimEdit edit);
}
