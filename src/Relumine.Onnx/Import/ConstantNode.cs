using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Reads the value of a Constant node, which has one attribute out of several.</summary>
internal static class ConstantNode
{
    /// <summary>The value.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="read">Reads a tensor.</param>
    /// <exception cref="GraphException">It has no value, or several.</exception>
    /// <exception cref="UnsupportedException">The value is text or sparse.</exception>
    public static ModelTensor Value(NodeProto node, string name, Func<TensorProto, ModelTensor> read)
    {
        var what = $"Constant '{name}'";
        if (node.Attribute is not [var attribute])
        {
            throw new GraphException($"{what} has {node.Attribute.Count} attributes; expected one, its value. The file is damaged; export it again.");
        }

        var attributes = new Attributes(node.Attribute, what);
        return attribute.Name switch
        {
            "value" when attribute.T is not null => read(attribute.T),
            "value_float" => ModelTensor.Scalar(attributes.Float(attribute.Name)!.Value),
            "value_floats" => ModelTensor.Vector<float>(attributes.Floats(attribute.Name)),
            "value_int" => ModelTensor.Scalar(attributes.Int(attribute.Name)!.Value),
            "value_ints" => ModelTensor.Vector<long>(attributes.Ints(attribute.Name)),
            "value_string" or "value_strings" => throw DataTypes.Refuse($"The value of {what}", DataTypes.Text),
            "sparse_value" => throw new UnsupportedException(
                $"The value of {what} is sparse; Relumine has dense tensors only. Export the model with a dense constant."
            ),
            _ => throw new GraphException(
                $"{what} has the attribute '{attribute.Name}'; expected value, value_float, value_floats, value_int or value_ints. The file is damaged; "
                    + $"export it again."
            ),
        };
    }
}
