using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>
/// Which values of a file are of a narrow type, as far as operators pass types on: sums and products of such integers must keep their
/// low bits only.
/// </summary>
internal sealed class NarrowValues
{
    // Operators whose results need not fit into the type of what they work on.
    private static readonly HashSet<string> s_leaving = new(StringComparer.Ordinal)
    {
        "Add", "Sub", "Mul", "Neg", "Abs", "Pow", "Sum", "BitShift", "BitwiseNot", "ReduceSum", "ReduceProd", "ReduceSumSquare", "CumSum", "CumProd", "MatMul",
    };

    // Operators whose results are of another type, whatever they work on.
    private static readonly HashSet<string> s_other = new(StringComparer.Ordinal)
    {
        "Shape", "Size", "ArgMax", "ArgMin", "NonZero", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "IsNaN", "IsInf", "ConstantOfShape",
        "DequantizeLinear", "ConvInteger", "MatMulInteger",
    };

    private readonly Dictionary<string, NarrowType> _values = new(StringComparer.Ordinal);

    /// <summary>Begins with what a graph declares.</summary>
    public NarrowValues(GraphProto graph)
    {
        foreach (var input in graph.Input)
        {
            Set(input.Name, DataTypes.Narrow(input.Type?.TensorType?.ElemType ?? 0));
        }

        foreach (var weight in graph.Initializer)
        {
            Set(weight.Name, DataTypes.Narrow(weight.DataType));
        }
    }

    /// <summary>The narrow type of a value; null if it has none, or none is known.</summary>
    public NarrowType? Of(string value) => _values.TryGetValue(value, out var type) ? type : null;

    /// <summary>Says that a value is of a narrow type.</summary>
    public void Set(string value, NarrowType? type)
    {
        if (type is { } narrow && value.Length > 0)
        {
            _values[value] = narrow;
        }
    }

    /// <summary>Follows types through a node, and returns the type whose numbers its result has to become; null for none.</summary>
    public NarrowType? Through(NodeReader node, Op op)
    {
        var from = node.Type switch { "Where" or "CastLike" => 1, "OneHot" => 2, _ => 0 };
        var type = op is Graph.Operators.Functions.Cast cast ? cast.Via
            : s_other.Contains(node.Type) || from >= node.Inputs.Count ? null
            : Of(node.Inputs[from]);
        Set(node.Outputs[0], type);
        if (node.Type is "Split" or "Loop" or "If")
        {
            foreach (var output in node.Outputs.Skip(1))
            {
                Set(output, type);
            }
        }

        return node.Type == "CastLike" || (type is { } narrow && narrow.IsInteger() && narrow != NarrowType.UInt64 && s_leaving.Contains(node.Type))
            ? type : null;
    }
}
