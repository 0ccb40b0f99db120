using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>
/// The constants of a graph: initialisers, the values of Constant nodes, and those that lifting older forms adds.
/// Each is read when it is first asked for, so that what nobody uses costs nothing and needs no supported type.
/// </summary>
internal sealed class WeightImport
{
    private readonly Dictionary<string, Func<ModelTensor>> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelTensor> _tensors = new(StringComparer.Ordinal);
    private readonly ExternalData _external;
    private readonly Func<string, string> _freeName;

    /// <summary>Collects the constants of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="external">Where external data lie.</param>
    /// <param name="freeName">Makes a value's name that is not taken yet of a proposal.</param>
    /// <exception cref="GraphException">Two have the same name, or one has none.</exception>
    public WeightImport(GraphProto graph, ExternalData external, Func<string, string> freeName)
    {
        (_external, _freeName) = (external, freeName);
        foreach (var weight in graph.Initializer)
        {
            if (weight.Name.Length == 0)
            {
                throw new GraphException("The graph has a weight without a name. The file is damaged; export it again.");
            }

            if (!_sources.TryAdd(weight.Name, () => Read(weight, weight.Name)))
            {
                throw new GraphException($"Two weights are named '{weight.Name}'. Every value must be made exactly once; export the model again.");
            }
        }
    }

    /// <summary>Whether there is a constant of this name.</summary>
    public bool Contains(string name) => _sources.ContainsKey(name);

    /// <summary>The constant, or null if there is none of this name.</summary>
    public ModelTensor? Find(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor) && _sources.TryGetValue(name, out var source))
        {
            _tensors[name] = tensor = source();
        }

        return tensor;
    }

    /// <summary>Takes a Constant node, given by its attributes, as a constant named <paramref name="name"/>.</summary>
    public void Add(string name, NodeProto constant, string nodeName) => _sources[name] = () => ConstantNode.Value(constant, nodeName, t => Read(t, name));

    /// <summary>Adds a constant of a node and returns its name.</summary>
    public string Add(string node, ModelTensor value)
    {
        var name = _freeName(node + "/constant");
        _sources[name] = () => value;
        return name;
    }

    /// <summary>Takes an input that was given once and for all as a constant.</summary>
    public void Give(string name, ModelTensor value) => _sources[name] = () => value;

    private ModelTensor Read(TensorProto proto, string name) =>
        TensorImport.Read(proto, $"The weight '{name}'", _external);
}
