namespace Relumine.Onnx;

/// <summary>How a model is read.</summary>
public sealed record OnnxLoadOptions
{
    /// <summary>
    /// Whether a node that cannot be read stays in the graph as what it is, instead of refusing the model: then everything that does not
    /// depend on it can be run.
    /// </summary>
    public bool KeepUnread { get; init; }
}
