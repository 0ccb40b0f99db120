namespace Relumine.Graph.Tensors;

/// <summary>The type of a tensor's elements; the numbers are those of ONNX's <c>TensorProto.DataType</c>.</summary>
public enum ElementType
{
    /// <summary>32-bit IEEE 754, <see cref="float"/>.</summary>
    Float32 = 1,

    /// <summary>32-bit signed integer, <see cref="int"/>.</summary>
    Int32 = 6,

    /// <summary>64-bit signed integer, <see cref="long"/>.</summary>
    Int64 = 7,

    /// <summary>Truth value, one byte, <see cref="bool"/>.</summary>
    Bool = 9,

    /// <summary>64-bit IEEE 754, <see cref="double"/>.</summary>
    Float64 = 11,
}

/// <summary>What an element type is in .NET.</summary>
public static class ElementTypes
{
    /// <summary>The number of bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Int64 or ElementType.Float64 => 8,
        ElementType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>Whether the elements are floating-point numbers.</summary>
    public static bool IsFloat(this ElementType type) => type is ElementType.Float32 or ElementType.Float64;

    /// <summary>The element type that <typeparamref name="T"/> is.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double, int, long, bool.</exception>
    public static ElementType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ElementType.Float32
        : typeof(T) == typeof(double) ? ElementType.Float64
        : typeof(T) == typeof(long) ? ElementType.Int64
        : typeof(T) == typeof(int) ? ElementType.Int32
        : typeof(T) == typeof(bool) ? ElementType.Bool
        : throw new NotSupportedException($"Tensors hold float, double, int, long or bool, not {typeof(T).Name}.");
}
