using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Graph.Operators;

/// <content>
/// What is known of an operator beyond how it runs. Whoever needs a property asks here and never looks at the type.
/// Every default means that nobody said, which is always safe; the contract of the operators checks each claim by
/// numbers and holds a list of those that make none, with the reason.
/// </content>
public abstract partial record Op
{
    /// <summary>
    /// Whether each element of output 0 depends on nothing but the elements at the same place of the inputs, broadcast as
    /// in NumPy (<see cref="InputRole.Setting"/> aside). If it does, axes, units and trimming follow.
    /// </summary>
    public virtual bool IsElementwise => false;

    /// <summary>Whether output 0 is a layer of units to be observed: an activation of its input 0.</summary>
    public virtual bool IsActivation => false;

    /// <summary>
    /// How much one sample takes: multiply-adds, and numbers that are read or written once. An estimate, for saying beforehand that a small file asks
    /// for a day; no result depends on it.
    /// </summary>
    internal virtual double Work(Node node, IShapes shapes) =>
        IsReshape ? 0 : node.Inputs.Distinct().Concat(node.Outputs).Where(v => v.Length > 0).Sum(v => (double)shapes[v].Shape.ElementCount);

    /// <summary>How long it takes for each number that it makes, beside multiplications with weights.</summary>
    internal virtual NumberWork WorkOfNumber => IsReshape || MakesUnits ? NumberWork.None : NumberWork.Sweep;

    /// <summary>What input <paramref name="input"/> is for.</summary>
    public virtual InputRole RoleOf(int input) => InputRole.Unknown;

    /// <summary>Whether output 0 has units of its own, each a sum of products of the input's with weights: the operator of a layer.</summary>
    public virtual bool MakesUnits => false;

    /// <summary>The units that the node makes anew in output 0: never null if <see cref="MakesUnits"/>.</summary>
    internal virtual MadeUnits? UnitsMade(Node node, IShapes shapes) => null;

    /// <summary>
    /// The axis of output 0 in which axis <paramref name="axis"/> of an input lives on: what lies at one place of it
    /// depends on nothing that lies at other places. So places may be put in another order, or left out, in front of the
    /// node as well as behind it. Null if the node mixes them, or nobody said.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="shapes">The shapes and constants of its graph.</param>
    /// <param name="input">The index of the input.</param>
    /// <param name="axis">An axis of it, from 0; if it has one element and the output more, it is broadcast and says nothing.</param>
    internal virtual int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        IsElementwise && RoleOf(input) != InputRole.Setting ? shapes.AlignedAxis(node, input, axis) : null;

    /// <summary>How trimming carries units through the node; null if nobody said, so that no unit can be followed.</summary>
    internal virtual ICarrier? Carrier(Node node, IShapes shapes) => IsElementwise ? ElementwiseCarrier.For(node, shapes) : null;

    /// <summary>The node as a sum of the products of data and constant weights, which may lose terms; null if it is none.</summary>
    internal virtual Product? AsProduct(Node node, IShapes shapes) => null;

    /// <summary>
    /// What an element of output 0 lies between, given what the elements that it is computed from lie between, rounded
    /// outwards (<see cref="BoundsContext.Rounded"/>). NaN is no number and lies nowhere. Null if nobody said.
    /// </summary>
    internal virtual Interval? Bounds(BoundsContext context) => null;

    /// <summary>The ranges of output 0, unit by unit if it carries units: by <see cref="Bounds"/> unless a unit needs to be looked up elsewhere.</summary>
    internal virtual ValueRange Ranges(RangeContext context) => context.ByElement();
}
