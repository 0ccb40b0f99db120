using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Format;

/// <summary>The element types of ONNX: which ones Relumine has, and what the others are called.</summary>
internal static class DataTypes
{
    /// <summary>The number of text.</summary>
    public const int Text = 8;

    private static readonly string[] s_names =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64",
        "uint32", "uint64", "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2",
        "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "float8e8m0", "uint2", "int2",
    ];

    /// <summary>The type's name in prose.</summary>
    public static string Name(int type) =>
        type >= 0 && type < s_names.Length ? s_names[type] : "of the unknown type " + type.ToString(CultureInfo.InvariantCulture);

    /// <summary>The element type, or null if Relumine does not compute with it.</summary>
    public static ElementType? Known(int type) => Enum.IsDefined((ElementType)type) ? (ElementType)type : null;

    /// <summary>The type if Relumine computes with its numbers in a wider one; otherwise null.</summary>
    public static NarrowType? Narrow(int type) => Enum.IsDefined((NarrowType)type) ? (NarrowType)type : null;

    /// <summary>The type in which Relumine computes with a type; null if it does not.</summary>
    public static ElementType? Computed(int type) => Known(type) ?? Narrow(type)?.Holder();

    /// <summary>The number of bytes of elements of a type that is known or narrow.</summary>
    public static long BytesInFile(int type, long elements) =>
        Narrow(type) is { } narrow ? ((elements * narrow.Bits()) + 7) / 8 : elements * ((ElementType)type).Size();

    /// <summary>The refusal of a type; <paramref name="what"/> says what has it, e.g. <c>the weight 'w'</c>.</summary>
    public static UnsupportedException Refuse(string what, int type)
    {
        var next = type == Text ? "Leave the processing of text out of the exported model" : "Export the model with another type there, for example float32";
        return new($"{what} is {Name(type)}; Relumine computes with float32, float64, int32, int64 and bool, and with types that these hold. {next}.");
    }
}
