using Relumine.Graph.Tensors;

namespace Relumine.Data.Sources;

/// <summary>The type of numbers as a data file stores them; reading converts them to the type asked for.</summary>
public enum StoredType
{
    /// <summary>Truth value, one byte.</summary>
    Bool,

    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64,

    /// <summary>16-bit IEEE 754.</summary>
    Float16,

    /// <summary>32-bit IEEE 754.</summary>
    Float32,

    /// <summary>64-bit IEEE 754; also what the text of a CSV file is read as.</summary>
    Float64,
}

/// <summary>Facts about stored types.</summary>
public static class StoredTypes
{
    /// <summary>The number of bytes of one element.</summary>
    public static int Size(this StoredType type) => type switch
    {
        StoredType.Bool or StoredType.Int8 or StoredType.UInt8 => 1,
        StoredType.Int16 or StoredType.UInt16 or StoredType.Float16 => 2,
        StoredType.Int32 or StoredType.UInt32 or StoredType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether only whole numbers can be stored.</summary>
    public static bool IsInteger(this StoredType type) => type < StoredType.Float16;

    /// <summary>The name NumPy and ONNX use, for example <c>float32</c>.</summary>
    public static string Text(this StoredType type) => type switch
    {
        StoredType.Bool => "bool",
        StoredType.Int8 => "int8",
        StoredType.UInt8 => "uint8",
        StoredType.Int16 => "int16",
        StoredType.UInt16 => "uint16",
        StoredType.Int32 => "int32",
        StoredType.UInt32 => "uint32",
        StoredType.Int64 => "int64",
        StoredType.UInt64 => "uint64",
        StoredType.Float16 => "float16",
        StoredType.Float32 => "float32",
        _ => "float64",
    };

    /// <summary>The stored type that holds the elements of a tensor unchanged.</summary>
    public static StoredType Stored(this ElementType type) => type switch
    {
        ElementType.Float32 => StoredType.Float32,
        ElementType.Float64 => StoredType.Float64,
        ElementType.Int32 => StoredType.Int32,
        ElementType.Int64 => StoredType.Int64,
        ElementType.Bool => StoredType.Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Data files do not hold this type."),
    };
}
