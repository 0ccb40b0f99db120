using Relumine.Graph.Tensors;

namespace Relumine.Engine.Program;

/// <summary>An input or output of a plan.</summary>
/// <param name="Name">The name in the graph.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The shape of one sample; a symbolic batch dimension is 1.</param>
public sealed record PlanValue(string Name, ElementType Type, Shape Shape)
{
    /// <summary>The number of elements of one sample.</summary>
    public int SampleLength => Shape.ElementCount;

    internal static PlanValue Of(Value value) => new(value.Name, value.Type.Type, value.Type.Shape);
}
