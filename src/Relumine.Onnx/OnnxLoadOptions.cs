using Relumine.Graph.Tensors;

namespace Relumine.Onnx;

/// <summary>How a model is read.</summary>
public sealed record OnnxLoadOptions
{
    /// <summary>
    /// Whether a node that cannot be read stays in the graph as what it is, instead of refusing the model: then everything that does not
    /// depend on it can be run.
    /// </summary>
    public bool KeepUnread { get; init; }

    /// <summary>
    /// Inputs that are given once and for all, by name: lengths, scales, switches. They become weights, so that what depends on them alone,
    /// shapes above all, is known when the model is planned. A name that no input has is an error.
    /// </summary>
    public IReadOnlyDictionary<string, ModelTensor> Constants { get; init; } = new Dictionary<string, ModelTensor>();
}
