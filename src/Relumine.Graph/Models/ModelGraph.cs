using System.Globalization;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Models;

/// <summary>A dimension that a model declares: a number, or a name that stands for any number (such as a batch size).</summary>
/// <param name="Size">The number, or null.</param>
/// <param name="Symbol">The name, or null; both null means that nothing is known.</param>
public readonly record struct Dimension(int? Size, string? Symbol)
{
    /// <summary>A fixed dimension.</summary>
    public static implicit operator Dimension(int size) => new(size, null);

    /// <summary>A named dimension.</summary>
    public static implicit operator Dimension(string symbol) => new(null, symbol);

    /// <inheritdoc/>
    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}

/// <summary>An input or output of a graph, as the model declares it.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Dims">The dimensions; for an output they may be empty although it has some, see <see cref="RankKnown"/>.</param>
public sealed record ValueInfo(string Name, ElementType Type, ValueArray<Dimension> Dims)
{
    /// <summary>False if the model does not even say how many dimensions the value has.</summary>
    public bool RankKnown { get; init; } = true;

    /// <summary>The type that the file declares, if <see cref="Type"/> is the wider one that it is computed in; otherwise null.</summary>
    public NarrowType? Stored { get; init; }

    /// <summary>For example <c>x: Float32 [N, 784]</c>.</summary>
    public override string ToString() => $"{Name}: {Type} {(RankKnown ? Dims.ToString() : "of any shape")}";
}

/// <summary>
/// What a network computes: operators over named values, in an order in which every value is made before it is read.
/// Immutable. Values that no node makes are inputs or weights.
/// </summary>
/// <param name="Name">The graph's name.</param>
/// <param name="Inputs">What a caller gives; weights are not among them.</param>
/// <param name="Outputs">What a caller gets.</param>
/// <param name="Nodes">The operators, sorted.</param>
public sealed record ModelGraph(string Name, ValueArray<ValueInfo> Inputs, ValueArray<ValueInfo> Outputs, ValueArray<Node> Nodes);
