using System.Globalization;
using Google.Protobuf.Collections;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Reads tensors whose numbers are in protobuf fields of their type and not raw.</summary>
internal static class TypedFields
{
    /// <summary>Reads the field that ONNX prescribes for the stored type, as <see cref="DataTypes.Known"/> or <see cref="DataTypes.Wider"/> has it.</summary>
    /// <exception cref="GraphException">It holds more or fewer numbers than the shape says.</exception>
    public static ModelTensor Read(TensorProto proto, string what, Shape shape) => proto.DataType switch
    {
        (int)ElementType.Float32 => Fill(proto.FloatData, what, shape, v => v),
        (int)ElementType.Float64 => Fill(proto.DoubleData, what, shape, v => v),
        (int)ElementType.Int64 => Fill(proto.Int64Data, what, shape, v => v),
        (int)ElementType.Bool => Fill(proto.Int32Data, what, shape, v => v != 0),
        DataTypes.Float16 => Fill(proto.Int32Data, what, shape, v => (float)BitConverter.UInt16BitsToHalf((ushort)v)),
        DataTypes.BFloat16 => Fill(proto.Int32Data, what, shape, v => Widening.FromBFloat16((ushort)v)),
        DataTypes.UInt32 => Fill(proto.Uint64Data, what, shape, v => (long)(uint)v),
        _ => Fill(proto.Int32Data, what, shape, v => v),
    };

    private static ModelTensor Fill<TFrom, TTo>(RepeatedField<TFrom> from, string what, Shape shape, Func<TFrom, TTo> convert) where TTo : unmanaged
    {
        if (from.Count != shape.ElementCount)
        {
            throw TensorImport.WrongLength(what, shape, $"{shape.ElementCount} numbers", from.Count.ToString(CultureInfo.InvariantCulture));
        }

        var tensor = ModelTensor.Zeros(ElementTypes.Of<TTo>(), shape);
        var to = tensor.Values<TTo>();
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = convert(from[i]);
        }

        return tensor;
    }
}
