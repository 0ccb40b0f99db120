using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Turns a <c>TensorProto</c> into a tensor; everything is checked before memory is taken.</summary>
internal static class TensorImport
{
    /// <summary>Reads a tensor.</summary>
    /// <param name="proto">What the file says.</param>
    /// <param name="what">What the tensor is, for messages, e.g. <c>the weight 'w'</c>.</param>
    /// <param name="external">Where external data lie; null where they are not allowed.</param>
    /// <exception cref="GraphException">The tensor contradicts itself.</exception>
    /// <exception cref="UnsupportedException">Relumine does not compute with its type.</exception>
    public static ModelTensor Read(TensorProto proto, string what, ExternalData? external)
    {
        var stored = proto.DataType;
        if (stored <= 0)
        {
            throw new GraphException($"{what} has no element type. The file is damaged; export it again.");
        }

        var type = DataTypes.Computed(stored) ?? throw DataTypes.Refuse(what, stored);
        if (proto.Segment is not null)
        {
            throw new UnsupportedException($"{what} is stored in segments, which no released ONNX tool writes. Save the model again with the onnx package.");
        }

        var shape = ShapeOf(proto, what);
        var size = DataTypes.BytesInFile(stored, shape.ElementCount);
        if (proto.DataLocation == TensorProto.Types.Location.External)
        {
            var place =
                external
                ?? throw new GraphException(
                    $"{what} keeps its numbers in another file, which is possible for weights only. The file is damaged; export it again."
                );
            return Decode(place.Read(proto, what, size), stored, type, shape);
        }

        if (!proto.HasRawData)
        {
            return TypedFields.Read(proto, what, shape);
        }

        var raw = proto.RawData;
        if (raw.Length != size)
        {
            throw WrongLength(what, shape, $"{size} bytes", $"{raw.Length}");
        }

        // The bytes came out of the parser in an array of their own, which becomes the tensor's memory.
        return Decode(MemoryMarshal.TryGetArray(raw.Memory, out var array) && array.Offset == 0 ? array.Array! : raw.ToByteArray(), stored, type, shape);
    }

    /// <summary>The shape, if it can be one.</summary>
    private static Shape ShapeOf(TensorProto proto, string what)
    {
        try
        {
            return Shape.Of(proto.Dims.ToArray());
        }
        catch (ArgumentException e)
        {
            var dims = string.Join(", ", proto.Dims.Select(d => d.ToString(CultureInfo.InvariantCulture)));
            throw new GraphException($"{what} declares the dimensions [{dims}]: {e.Message.TrimEnd('.')}. The file is damaged; export it again.", e);
        }
    }

    /// <summary>The error that there are more or fewer numbers than the shape says.</summary>
    public static GraphException WrongLength(string what, Shape shape, string expected, string given) =>
        new($"{what} has shape {shape}, which takes {expected}, but the file holds {given}. The file is damaged; export it again.");

    private static ModelTensor Decode(byte[] bytes, int stored, ElementType type, Shape shape)
    {
        if ((int)type == stored)
        {
            if (type == ElementType.Bool)
            {
                // .NET relies on true being 1.
                foreach (ref var b in bytes.AsSpan())
                {
                    b = b == 0 ? (byte)0 : (byte)1;
                }
            }

            return ModelTensor.View(type, shape, bytes, 0);
        }

        var tensor = ModelTensor.Zeros(type, shape);
        Widening.Copy(bytes, (NarrowType)stored, tensor);
        return tensor;
    }
}
