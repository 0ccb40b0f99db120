using System.Runtime.InteropServices;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Conversions without loss from element types that Relumine does not compute with.</summary>
internal static class Widening
{
    /// <summary>Fills a tensor of the type that holds a narrow one from the bytes of a file.</summary>
    public static void Copy(ReadOnlySpan<byte> bytes, NarrowType stored, ModelTensor tensor)
    {
        switch (stored)
        {
            case NarrowType.Float16:
                Convert<Half, float>(bytes, tensor, v => (float)v);
                break;
            case NarrowType.BFloat16:
                Convert<ushort, float>(bytes, tensor, FromBFloat16);
                break;
            case NarrowType.UInt8:
                Convert<byte, int>(bytes, tensor, v => v);
                break;
            case NarrowType.Int8:
                Convert<sbyte, int>(bytes, tensor, v => v);
                break;
            case NarrowType.UInt16:
                Convert<ushort, int>(bytes, tensor, v => v);
                break;
            case NarrowType.Int16:
                Convert<short, int>(bytes, tensor, v => v);
                break;
            case NarrowType.UInt32:
                Convert<uint, long>(bytes, tensor, v => v);
                break;
            case NarrowType.UInt64:
                Convert<ulong, long>(bytes, tensor, v => (long)v);
                break;
            case NarrowType.Float8E4M3FN or NarrowType.Float8E4M3FNUZ or NarrowType.Float8E5M2 or NarrowType.Float8E5M2FNUZ or NarrowType.Float8E8M0
                or NarrowType.Float4E2M1:
                Decode(bytes, stored, tensor.Values<float>());
                break;
            default:
                var to = tensor.Values<int>();
                for (var i = 0; i < to.Length; i++)
                {
                    to[i] = Unpacked(bytes, stored.Bits(), i);
                }

                stored.Narrow(tensor);
                break;
        }
    }

    /// <summary>The upper half of a float32.</summary>
    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static void Convert<TFrom, TTo>(ReadOnlySpan<byte> bytes, ModelTensor tensor, Func<TFrom, TTo> convert)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(bytes);
        var to = tensor.Values<TTo>();
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = convert(from[i]);
        }
    }

    private static void Decode(ReadOnlySpan<byte> bytes, NarrowType stored, Span<float> to)
    {
        var format = SmallFloat.Of(stored)!;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = format.Decode(Unpacked(bytes, stored.Bits(), i));
        }
    }

    // Several in a byte, the lowest bits first.
    private static int Unpacked(ReadOnlySpan<byte> bytes, int bits, int i)
    {
        var inByte = 8 / bits;
        return (bytes[i / inByte] >> (i % inByte * bits)) & ((1 << bits) - 1);
    }
}
