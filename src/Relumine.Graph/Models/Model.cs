using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Models;

/// <summary>A graph with its weights, and what the file said about itself.</summary>
/// <param name="Graph">What the network computes.</param>
/// <param name="Weights">The tensors that the graph names and no node makes. Training mutates them; the graph stays.</param>
public sealed record Model(ModelGraph Graph, IReadOnlyDictionary<string, ModelTensor> Weights)
{
    /// <summary>The opset that the file was written in.</summary>
    public int Opset { get; init; } = Op.InternalOpset;

    /// <summary>The program that wrote the file, with its version, as the file says.</summary>
    public string Producer { get; init; } = "";

    /// <summary>What else the file said about itself; null for a model that was not read from one.</summary>
    public ModelOrigin? Origin { get; init; }

    /// <summary>Key-value pairs that travel with the model.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The number of floating-point numbers in the weights.</summary>
    public long Parameters => Weights.Values.Where(w => w.Type.IsFloat()).Sum(w => (long)w.Length);
}
