using Relumine.Graph.Operators;

namespace Relumine.Onnx;

/// <summary>How a model is written.</summary>
public sealed record OnnxSaveOptions
{
    /// <summary>
    /// The most bytes that weights may take inside the file. If there are more, they go into a second file beside it,
    /// named like the model with <c>.data</c> appended: an ONNX file cannot have 2 GiB.
    /// </summary>
    public long MaxEmbeddedBytes { get; init; } = 3L << 29;

    /// <summary>The lowest opset to write; the graph may need a higher one. Between 7 and <see cref="Op.InternalOpset"/>.</summary>
    public int LowestOpset { get; init; } = 7;

    /// <summary>
    /// Whether the file stands for the one that the model came from: opset and format are those of that file, unless an operator needs newer
    /// ones, and so are producer, documentation and what is declared of values, in the shapes that they have now.
    /// </summary>
    public bool KeepsOrigin { get; init; }
}
