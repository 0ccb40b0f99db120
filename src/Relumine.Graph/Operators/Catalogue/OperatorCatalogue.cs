using System.Collections.Frozen;
using Relumine.Graph.Operators.Activations;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Catalogue;

/// <summary>Every operator that Relumine knows, found at compile time.</summary>
public static partial class OperatorCatalogue
{
    /// <summary>The prototype of every operator but the activations, in ordinal order of the names.</summary>
    [Catalogue]
    public static partial IReadOnlyList<Op> All { get; }

    /// <summary>The prototypes of the activations that ONNX says with one operator.</summary>
    public static IReadOnlyList<Activate> Activations { get; } =
        [.. ActivationCatalogue.All.Where(a => a.Card.Onnx.Single is not null).Select(a => new Activate(a))];

    /// <summary>
    /// The prototype of the operator with this name in ONNX, whose <see cref="Op.Read"/> makes the operator of a node;
    /// null if Relumine does not know it.
    /// </summary>
    public static Op? Find(string type) => Index.ByType.GetValueOrDefault(type);

    // A class of its own, because the lists are in another part of this one, whose fields may be set later.
    private static class Index
    {
        // Several activations may share one operator (GELU has two forms); Activate.Read tells them apart.
        public static readonly FrozenDictionary<string, Op> ByType =
            All.Concat(Activations).DistinctBy(o => o.Type, StringComparer.Ordinal).ToFrozenDictionary(o => o.Type, StringComparer.Ordinal);
    }
}
