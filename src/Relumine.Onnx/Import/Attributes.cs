using System.Globalization;
using Google.Protobuf.Collections;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;
using Kind = Relumine.Onnx.Format.AttributeProto.Types.Kind;

namespace Relumine.Onnx.Import;

/// <summary>The attributes of one node, by name, with a record of which ones have been asked for.</summary>
internal sealed class Attributes
{
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly string _node;

    /// <summary>Indexes the attributes; <paramref name="node"/> describes the node in messages.</summary>
    /// <exception cref="GraphException">Two have the same name.</exception>
    public Attributes(RepeatedField<AttributeProto> attributes, string node)
    {
        _node = node;
        foreach (var attribute in attributes)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw new GraphException($"{node} has the attribute '{attribute.Name}' twice. The file is damaged; export it again.");
            }

            _unread.Add(attribute.Name);
        }
    }

    /// <summary>The attributes that nobody has asked for: what they say would be lost.</summary>
    public IEnumerable<string> Unread => _unread;

    /// <summary>Whether the attribute is there; asking counts as reading it.</summary>
    public bool Has(string name)
    {
        _unread.Remove(name);
        return _attributes.ContainsKey(name);
    }

    public long? Int(string name) => Find(name, Kind.Int, a => a.HasI)?.I;

    public float? Float(string name) => Find(name, Kind.Float, a => a.HasF)?.F;

    public string? Text(string name) => Find(name, Kind.String, a => a.HasS)?.S.ToStringUtf8();

    public long[]? Ints(string name) => Find(name, Kind.Ints, a => a.Ints.Count > 0)?.Ints.ToArray();

    public float[]? Floats(string name) => Find(name, Kind.Floats, a => a.Floats.Count > 0)?.Floats.ToArray();

    public string[]? Texts(string name) => Find(name, Kind.Strings, a => a.Strings.Count > 0)?.Strings.Select(s => s.ToStringUtf8()).ToArray();

    public GraphProto? Graph(string name) => Find(name, Kind.Graph, a => a.G is not null)?.G;

    public ModelTensor? Tensor(string name)
    {
        var attribute = Find(name, Kind.Tensor, a => a.T is not null);
        return attribute is null ? null
            : TensorImport.Read(attribute.T ?? throw Wrong(attribute, "a tensor"), $"The attribute '{name}' of {_node}", external: null);
    }

    /// <summary>The attribute if it is there; very old files do not say its kind, and then what it holds decides.</summary>
    private AttributeProto? Find(string name, Kind kind, Func<AttributeProto, bool> holds)
    {
        if (!Has(name))
        {
            return null;
        }

        var attribute = _attributes[name];
        return attribute.Type == kind || (attribute.Type == Kind.Undefined && holds(attribute))
            ? attribute
            : throw Wrong(attribute, kind.ToString().ToLowerInvariant());
    }

    private GraphException Wrong(AttributeProto attribute, string expected) =>
        new(
            $"{_node} has the attribute '{attribute.Name}' as {attribute.Type.ToString().ToLower(CultureInfo.InvariantCulture)}; expected {expected}. "
                + $"The file is damaged; export it again."
        );
}
