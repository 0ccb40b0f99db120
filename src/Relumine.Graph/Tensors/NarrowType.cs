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

    /// <summary>8-bit float: 4 bits of exponent, 3 of fraction, no infinity (Micikevicius et al. 2022).</summary>
    Float8E4M3FN = 17,

    /// <summary>8-bit float: 4 bits of exponent, 3 of fraction, no infinity, no negative zero (Noune et al. 2022).</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>8-bit float: 5 bits of exponent, 2 of fraction, with infinities (Micikevicius et al. 2022).</summary>
    Float8E5M2 = 19,

    /// <summary>8-bit float: 5 bits of exponent, 2 of fraction, no infinity, no negative zero (Noune et al. 2022).</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>4-bit unsigned integer.</summary>
    UInt4 = 21,

    /// <summary>4-bit signed integer.</summary>
    Int4 = 22,

    /// <summary>4-bit float: 2 bits of exponent, 1 of fraction, neither infinity nor NaN (OCP Microscaling Formats 2023).</summary>
    Float4E2M1 = 23,

    /// <summary>A power of two, by its 8 bits of exponent alone (OCP Microscaling Formats 2023).</summary>
    Float8E8M0 = 24,

    /// <summary>2-bit unsigned integer.</summary>
    UInt2 = 25,

    /// <summary>2-bit signed integer.</summary>
    Int2 = 26,
}

/// <summary>What a narrow type is held in, and how numbers become its own.</summary>
public static class NarrowTypes
{
    /// <summary>The type in which Relumine computes with it.</summary>
    public static ElementType Holder(this NarrowType type) => type switch
    {
        NarrowType.Float16 or NarrowType.BFloat16 or NarrowType.Float4E2M1
            or (>= NarrowType.Float8E4M3FN and <= NarrowType.Float8E5M2FNUZ) or NarrowType.Float8E8M0 => ElementType.Float32,
        NarrowType.UInt32 or NarrowType.UInt64 => ElementType.Int64,
        _ => ElementType.Int32,
    };

    /// <summary>The number of bits of one element in a file.</summary>
    public static int Bits(this NarrowType type) => type switch
    {
        NarrowType.UInt2 or NarrowType.Int2 => 2,
        NarrowType.UInt4 or NarrowType.Int4 or NarrowType.Float4E2M1 => 4,
        NarrowType.UInt32 => 32,
        NarrowType.UInt64 => 64,
        NarrowType.UInt16 or NarrowType.Int16 or NarrowType.Float16 or NarrowType.BFloat16 => 16,
        _ => 8,
    };

    /// <summary>The smallest number of an integer type.</summary>
    public static long Least(this NarrowType type) => IsSigned(type) ? -1L << (type.Bits() - 1) : 0;

    /// <summary>The largest number of an integer type; of the 64-bit one the largest that is held rightly.</summary>
    public static long Most(this NarrowType type) => (1L << (type == NarrowType.UInt64 ? 63 : IsSigned(type) ? type.Bits() - 1 : type.Bits())) - 1;

    /// <summary>Whether it is an integer type.</summary>
    public static bool IsInteger(this NarrowType type) => type.Holder() != ElementType.Float32;

    /// <summary>Makes every number one of the type: integers keep their low bits, others are rounded to the nearest, to even in the middle.</summary>
    /// <param name="type">The type.</param>
    /// <param name="tensor">The numbers.</param>
    /// <param name="rounding">What becomes of numbers between two of a float of 8 bits or fewer, and beyond its largest.</param>
    public static void Narrow(this NarrowType type, ModelTensor tensor, SmallFloatRounding rounding = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        switch (tensor.Type)
        {
            case ElementType.Float32:
                Round(type, tensor.Values<float>(), rounding);
                break;
            case ElementType.Float64:
                foreach (ref var value in tensor.Values<double>())
                {
                    value = type == NarrowType.Float16 ? (double)(Half)value : Rounded(type, (float)value, rounding);
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

    private static void Round(NarrowType type, Span<float> values, SmallFloatRounding rounding)
    {
        foreach (ref var value in values)
        {
            value = Rounded(type, value, rounding);
        }
    }

    private static float Rounded(NarrowType type, float value, SmallFloatRounding rounding) => type switch
    {
        NarrowType.Float16 => (float)(Half)value,
        NarrowType.BFloat16 => BFloat16Of(value),
        _ => SmallFloat.Of(type)!.Round(value, rounding),
    };

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

    private static bool IsSigned(NarrowType type) => type is NarrowType.Int8 or NarrowType.Int16 or NarrowType.Int4 or NarrowType.Int2;
}
