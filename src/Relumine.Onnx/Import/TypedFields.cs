using System.Globalization;
using Google.Protobuf.Collections;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Reads tensors whose numbers are in protobuf fields of their type and not raw.</summary>
internal static class TypedFields
{
    /// <summary>Reads the field that ONNX prescribes for the stored type, of which the tensor has <see cref="DataTypes.Computed"/>.</summary>
    /// <exception cref="GraphException">It holds more or fewer numbers than the shape says.</exception>
    public static ModelTensor Read(TensorProto proto, string what, Shape shape) => proto.DataType switch
    {
        (int)ElementType.Float32 => Fill(proto.FloatData, what, shape, v => v),
        (int)ElementType.Float64 => Fill(proto.DoubleData, what, shape, v => v),
        (int)ElementType.Int64 => Fill(proto.Int64Data, what, shape, v => v),
        (int)ElementType.Bool => Fill(proto.Int32Data, what, shape, v => v != 0),
        (int)NarrowType.Float16 => Fill(proto.Int32Data, what, shape, v => (float)BitConverter.UInt16BitsToHalf((ushort)v)),
        (int)NarrowType.BFloat16 => Fill(proto.Int32Data, what, shape, v => Widening.FromBFloat16((ushort)v)),
        (int)NarrowType.UInt32 => Fill(proto.Uint64Data, what, shape, v => (long)(uint)v),
        (int)NarrowType.UInt64 => Fill(proto.Uint64Data, what, shape, v => (long)v),
        (int)NarrowType.UInt4 or (int)NarrowType.Int4 => Halves(proto, what, shape),
        _ => Fill(proto.Int32Data, what, shape, v => v),
    };

    // Two of four bits in a number, the lower half first.
    private static ModelTensor Halves(TensorProto proto, string what, Shape shape)
    {
        if (proto.Int32Data.Count != (shape.ElementCount + 1) / 2)
        {
            throw TensorImport.WrongLength(
                what, shape, $"{(shape.ElementCount + 1) / 2} numbers", proto.Int32Data.Count.ToString(CultureInfo.InvariantCulture));
        }

        var tensor = ModelTensor.Zeros(ElementType.Int32, shape);
        Widening.Copy(proto.Int32Data.Select(v => (byte)v).ToArray(), (NarrowType)proto.DataType, tensor);
        return tensor;
    }

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
