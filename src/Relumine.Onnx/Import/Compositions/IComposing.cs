using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The graph that nodes are added to, and what is known of it so far.</summary>
internal interface IComposing
{
    /// <summary>The type and shape of a value, symbolic dimensions being 1; null if they cannot be told.</summary>
    TensorType? TypeOf(string value);

    /// <summary>The value if it is constant, or small and made of small constants; otherwise null.</summary>
    ModelTensor? ConstantOf(string value);

    /// <summary>The operator that makes a value, among the nodes that were read; null for none.</summary>
    Op? MakerOf(string value);

    /// <summary>The narrow type of a value in the file; null if it has none.</summary>
    NarrowType? NarrowOf(string value);

    /// <summary>Says that a value is of a narrow type.</summary>
    void SetNarrow(string value, NarrowType? type);

    /// <summary>Adds a node in front of the one that is being read, and returns the names of its outputs.</summary>
    string[] AddNode(NodeReader before, Op op, string[] inputs, int outputs);

    /// <summary>Adds a node that makes an output of the one that is being read.</summary>
    void AddResult(NodeReader of, int output, Op op, string[] inputs);
}
