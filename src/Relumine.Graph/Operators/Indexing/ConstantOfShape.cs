using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>A tensor of the shape that the input gives, with one value everywhere (ONNX ConstantOfShape).</summary>
/// <param name="Element">The type of the elements.</param>
/// <param name="Value">The bytes of one element; none for 0.</param>
public sealed record ConstantOfShape(ElementType Element = ElementType.Float32, ValueArray<byte> Value = default) : Op
{
    /// <inheritdoc/>
    public override string Type => "ConstantOfShape";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    /// <inheritdoc/>
    public override Op Widen() => Element != ElementType.Float32 ? this
        : new ConstantOfShape(ElementType.Float64, Value.Count == 0 ? Value : BitConverter.GetBytes((double)BitConverter.ToSingle(Value.Span)));

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => reader.Tensor("value") switch
    {
        null => new ConstantOfShape(),
        { Length: 1 } value => new ConstantOfShape(value.Type, value.Bytes.ContainsAnyExcept((byte)0) ? value.Bytes.ToArray() : default(ValueArray<byte>)),
        var value => throw reader.Refuse($"its value has {value.Length} elements", "It must have one; correct the attribute."),
    };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Element != ElementType.Float32 || Value.Count > 0)
        {
            var value = ModelTensor.Zeros(Element, new Shape(1));
            Value.Span.CopyTo(value.Bytes);
            writer.Tensor("value", value);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        context.Need(0, Kinds.Integer);
        context.Output(0, Element, context.Possible(context.NeedConstant(0, "the shape").ToInt64()));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Setting;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var bytes = context.Output(0).Bytes;
        if (Value.Count == 0)
        {
            bytes.Clear();
            return;
        }

        for (var at = 0; at < bytes.Length; at += Value.Count)
        {
            Value.Span.CopyTo(bytes[at..]);
        }
    }
}
