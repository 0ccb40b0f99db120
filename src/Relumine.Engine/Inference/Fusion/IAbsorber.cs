using Relumine.Graph.Models;
using Relumine.Graph.Operators;

namespace Relumine.Engine.Inference.Fusion;

/// <summary>
/// Knows how to make one kind of node part of the matrix product in front of it. The value between them is then
/// never in memory; whoever asks makes sure that nobody else wants it.
/// </summary>
internal interface IAbsorber
{
    /// <summary>Changes <paramref name="chain"/> so that it computes <paramref name="node"/> too, or says no.</summary>
    bool Absorb(DenseChain chain, Node node, ShapeInference shapes);
}

/// <summary>Every absorber of this assembly.</summary>
[Catalogue]
internal static partial class Absorbers
{
    /// <summary>The absorbers, in the order of their names.</summary>
    public static partial IReadOnlyList<IAbsorber> All { get; }
}
