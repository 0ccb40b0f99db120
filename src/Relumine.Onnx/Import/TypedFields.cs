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
        (int)NarrowType.UInt4 or (int)NarrowType.Int4 or (int)NarrowType.UInt2 or (int)NarrowType.Int2 or (int)NarrowType.Float4E2M1
            or (int)NarrowType.Float8E8M0 or (>= (int)NarrowType.Float8E4M3FN and <= (int)NarrowType.Float8E5M2FNUZ) => Packed(proto, what, shape),
        _ => Fill(proto.Int32Data, what, shape, v => v),
    };

    // A byte in each number, which may hold several elements.
    private static ModelTensor Packed(TensorProto proto, string what, Shape shape)
    {
        var bytes = DataTypes.BytesInFile(proto.DataType, shape.ElementCount);
        if (proto.Int32Data.Count != bytes)
        {
            throw TensorImport.WrongLength(what, shape, $"{bytes} numbers", proto.Int32Data.Count.ToString(CultureInfo.InvariantCulture));
        }

        var type = (NarrowType)proto.DataType;
        var tensor = ModelTensor.Zeros(type.Holder(), shape);
        Widening.Copy(proto.Int32Data.Select(v => (byte)v).ToArray(), type, tensor);
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
