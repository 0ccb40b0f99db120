using Google.Protobuf;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;
using Kind = Relumine.Onnx.Format.AttributeProto.Types.Kind;

namespace Relumine.Onnx.Export;

/// <summary>Receives the attributes of one node.</summary>
internal sealed class NodeExport(NodeProto node) : NodeWriter
{
    public override void Int(string attribute, long value) => node.Attribute.Add(new AttributeProto { Name = attribute, Type = Kind.Int, I = value });

    public override void Float(string attribute, double value) =>
        node.Attribute.Add(
            new AttributeProto
            {
                Name = attribute,
                Type = Kind.Float,
                F = (float)value,
            }
        );

    public override void Text(string attribute, string value) =>
        node.Attribute.Add(
            new AttributeProto
            {
                Name = attribute,
                Type = Kind.String,
                S = ByteString.CopyFromUtf8(value),
            }
        );

    public override void Ints(string attribute, ReadOnlySpan<long> values)
    {
        var proto = new AttributeProto { Name = attribute, Type = Kind.Ints };
        proto.Ints.AddRange(values.ToArray());
        node.Attribute.Add(proto);
    }

    public override void Floats(string attribute, ReadOnlySpan<float> values)
    {
        var proto = new AttributeProto { Name = attribute, Type = Kind.Floats };
        proto.Floats.AddRange(values.ToArray());
        node.Attribute.Add(proto);
    }

    public override void Texts(string attribute, params ReadOnlySpan<string> values)
    {
        var proto = new AttributeProto { Name = attribute, Type = Kind.Strings };
        foreach (var value in values)
        {
            proto.Strings.Add(ByteString.CopyFromUtf8(value));
        }

        node.Attribute.Add(proto);
    }

    public override void Tensor(string attribute, ModelTensor value) =>
        node.Attribute.Add(new AttributeProto { Name = attribute, Type = Kind.Tensor, T = WeightExport.Embedded("", value) });
}
