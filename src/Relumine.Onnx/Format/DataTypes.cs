using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Format;

/// <summary>The element types of ONNX: which ones Relumine has, and what the others are called.</summary>
internal static class DataTypes
{
    public const int Float16 = 10;
    public const int BFloat16 = 16;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int UInt16 = 4;
    public const int Int16 = 5;
    public const int UInt32 = 12;
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

    /// <summary>The smallest element type that holds every number of a type that Relumine does not compute with, or null.</summary>
    public static ElementType? Wider(int type) => type switch
    {
        Float16 or BFloat16 => ElementType.Float32,
        UInt8 or Int8 or UInt16 or Int16 => ElementType.Int32,
        UInt32 => ElementType.Int64,
        _ => null,
    };

    /// <summary>The number of bytes of one element of a type that is known or has a wider one.</summary>
    public static int SizeInFile(int type) => type switch
    {
        UInt8 or Int8 => 1,
        UInt16 or Int16 or Float16 or BFloat16 => 2,
        UInt32 => 4,
        _ => ((ElementType)type).Size(),
    };

    /// <summary>The refusal of a type; <paramref name="what"/> says what has it, e.g. <c>the weight 'w'</c>.</summary>
    public static UnsupportedException Refuse(string what, int type)
    {
        var next = type switch
        {
            Float16 or BFloat16 => "Convert the model to float32",
            Text => "Leave the processing of text out of the exported model",
            _ when Wider(type) is { } wider => $"Export the model with {Name((int)wider)} there",
            _ => "Export the model before it is quantised, with float32",
        };
        return new($"{what} is {Name(type)}; Relumine computes with float32, float64, int32, int64 and bool. {next}.");
    }
}
