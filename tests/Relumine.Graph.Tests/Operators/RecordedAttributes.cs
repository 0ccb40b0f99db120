using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Receives what an operator writes, and lets it be read again: a file without a format.</summary>
internal sealed class RecordedAttributes : NodeWriter
{
    private readonly Dictionary<string, object> _attributes = [];

    public override void Int(string attribute, long value) => _attributes.Add(attribute, value);

    public override void Float(string attribute, double value) => _attributes.Add(attribute, (float)value);

    public override void Text(string attribute, string value) => _attributes.Add(attribute, value);

    public override void Ints(string attribute, ReadOnlySpan<long> values) => _attributes.Add(attribute, values.ToArray());

    public override void Floats(string attribute, ReadOnlySpan<float> values) => _attributes.Add(attribute, values.ToArray());

    public override void Texts(string attribute, params ReadOnlySpan<string> values) => _attributes.Add(attribute, values.ToArray());

    public override void Tensor(string attribute, ModelTensor value) => _attributes.Add(attribute, value);

    /// <summary>A node of the newest opset with these attributes.</summary>
    public Reader Read(string type) => new(type, Op.InternalOpset, _attributes);

    /// <summary>A node of a file.</summary>
    public sealed class Reader(string type, int version, Dictionary<string, object> attributes, params string[] inputs) : NodeReader
    {
        private readonly HashSet<string> _unread = [.. attributes.Keys];

        public override string Type => type;

        public override string Name => "node";

        public override int Version => version;

        public override IList<string> Inputs { get; } = [.. inputs];

        public override IList<string> Outputs { get; } = ["y"];

        public Dictionary<string, ModelTensor> Constants { get; } = [];

        public List<(Op Op, string[] Inputs)> Nodes { get; } = [];

        public IReadOnlyCollection<string> Unread => _unread;

        public override bool Has(string attribute)
        {
            _unread.Remove(attribute);
            return attributes.ContainsKey(attribute);
        }

        public override long Int(string attribute, long otherwise) => Get(attribute, otherwise);

        public override float Float(string attribute, float otherwise) => Get(attribute, otherwise);

        public override string Text(string attribute, string otherwise) => Get(attribute, otherwise);

        public override long[]? Ints(string attribute) => Get<long[]?>(attribute, null);

        public override float[]? Floats(string attribute) => Get<float[]?>(attribute, null);

        public override string[]? Texts(string attribute) => Get<string[]?>(attribute, null);

        public override ModelTensor? Tensor(string attribute) => Get<ModelTensor?>(attribute, null);

        public Dictionary<string, int> Ranks { get; } = [];

        public override int? Rank(int i) => i >= Inputs.Count ? null
            : Constants.TryGetValue(Inputs[i], out var constant) ? constant.Shape.Rank
            : Ranks.TryGetValue(Inputs[i], out var rank) ? rank
            : null;

        public override string AddAxes(int i, params ReadOnlySpan<int> axes) =>
            AddNode(new Unsqueeze(), Inputs[i], AddConstant(ModelTensor.Vector<long>([.. axes.ToArray().Select(a => (long)a)])));

        public override ModelTensor? Constant(int i) => i < Inputs.Count ? Constants.GetValueOrDefault(Inputs[i]) : null;

        public override string AddConstant(ModelTensor value)
        {
            var name = $"constant{Constants.Count}";
            Constants[name] = value;
            return name;
        }

        public override string AddNode(Op op, params string[] inputs)
        {
            Nodes.Add((op, inputs));
            return $"value{Nodes.Count - 1}";
        }

        private T Get<T>(string attribute, T otherwise) => Has(attribute) ? (T)attributes[attribute] : otherwise;
    }
}
