namespace Relumine.Graph.Tensors;

/// <summary>
/// Element types that files have and Relumine computes with in a wider one, which holds all their numbers; the numbers are those of
/// ONNX's <c>TensorProto.DataType</c>.
/// </summary>
public enum NarrowType
{
    /// <summary>8-bit unsigned integer.</summary>
    UInt8 = 2,

    /// <summary>8-bit signed integer.</summary>
    Int8 = 3,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16 = 4,

    /// <summary>16-bit signed integer.</summary>
    Int16 = 5,

    /// <summary>16-bit IEEE 754.</summary>
    Float16 = 10,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32 = 12,

    /// <summary>64-bit unsigned integer, held as the signed one of the same bits: right below 2⁶³.</summary>
    UInt64 = 13,

    /// <summary>The upper half of a 32-bit IEEE 754 number.</summary>
    BFloat16 = 16,

    /// <summary>4-bit unsigned integer.</summary>
    UInt4 = 21,

    /// <summary>4-bit signed integer.</summary>
    Int4 = 22,
}

/// <summary>What a narrow type is held in, and how numbers become its own.</summary>
public static class NarrowTypes
{
    /// <summary>The type in which Relumine computes with it.</summary>
    public static ElementType Holder(this NarrowType type) => type switch
    {
        NarrowType.Float16 or NarrowType.BFloat16 => ElementType.Float32,
        NarrowType.UInt32 or NarrowType.UInt64 => ElementType.Int64,
        _ => ElementType.Int32,
    };

    /// <summary>The number of bits of one element in a file.</summary>
    public static int Bits(this NarrowType type) => type switch
    {
        NarrowType.UInt4 or NarrowType.Int4 => 4,
        NarrowType.UInt8 or NarrowType.Int8 => 8,
        NarrowType.UInt32 => 32,
        NarrowType.UInt64 => 64,
        _ => 16,
    };

    /// <summary>The smallest number of an integer type.</summary>
    public static long Least(this NarrowType type) => IsSigned(type) ? -1L << (type.Bits() - 1) : 0;

    /// <summary>The largest number of an integer type; of the 64-bit one the largest that is held rightly.</summary>
    public static long Most(this NarrowType type) => (1L << (type == NarrowType.UInt64 ? 63 : IsSigned(type) ? type.Bits() - 1 : type.Bits())) - 1;

    /// <summary>Whether it is an integer type.</summary>
    public static bool IsInteger(this NarrowType type) => type is not (NarrowType.Float16 or NarrowType.BFloat16);

    /// <summary>Makes every number one of the type: integers keep their low bits, others are rounded to the nearest, to even in the middle.</summary>
    public static void Narrow(this NarrowType type, ModelTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        switch (tensor.Type)
        {
            case ElementType.Float32:
                Round(type, tensor.Values<float>());
                break;
            case ElementType.Float64:
                foreach (ref var value in tensor.Values<double>())
                {
                    value = type == NarrowType.Float16 ? (double)(Half)value : BFloat16Of((float)value);
                }

                break;
            case ElementType.Int64:
                foreach (ref var value in tensor.Values<long>())
                {
                    value = Wrapped(type, value);
                }

                break;
            default:
                foreach (ref var value in tensor.Values<int>())
                {
                    value = (int)Wrapped(type, value);
                }

                break;
        }
    }

    private static void Round(NarrowType type, Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = type == NarrowType.Float16 ? (float)(Half)value : BFloat16Of(value);
        }
    }

    private static long Wrapped(NarrowType type, long value)
    {
        var unused = 64 - type.Bits();
        return IsSigned(type) ? value << unused >> unused : (long)((ulong)value << unused >> unused);
    }

    private static float BFloat16Of(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? value : BitConverter.UInt32BitsToSingle((bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000);
    }

    private static bool IsSigned(NarrowType type) => type is NarrowType.Int8 or NarrowType.Int16 or NarrowType.Int4;
}
