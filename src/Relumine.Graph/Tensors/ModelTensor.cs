using System.Runtime.InteropServices;

namespace Relumine.Graph.Tensors;

/// <summary>A tensor in memory: row-major elements of one type. A view into a larger buffer looks the same.</summary>
public sealed class ModelTensor
{
    private byte[] _storage;
    private int _offset;

    private ModelTensor(ElementType type, Shape shape, byte[] storage, int offset) =>
        (Type, Shape, _storage, _offset) = (type, shape, storage, offset);

    /// <summary>The type of the elements.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions, outermost first.</summary>
    public Shape Shape { get; private set; }

    /// <summary>The number of elements.</summary>
    public int Length => Shape.ElementCount;

    /// <summary>The elements as bytes, in the machine's byte order.</summary>
    public Span<byte> Bytes => _storage.AsSpan(_offset, Shape.ElementCount * Type.Size());

    /// <summary>The elements as bytes that may be kept, for writing them to a file without a copy.</summary>
    internal ReadOnlyMemory<byte> Memory => _storage.AsMemory(_offset, Shape.ElementCount * Type.Size());

    /// <summary>A tensor of zeros.</summary>
    /// <exception cref="ArgumentException">It would take 2 GiB or more.</exception>
    public static ModelTensor Zeros(ElementType type, Shape shape)
    {
        var bytes = (long)shape.ElementCount * type.Size();
        return bytes <= Array.MaxLength
            ? new ModelTensor(type, shape, new byte[bytes], 0)
            : throw new ArgumentException($"A {type} tensor of shape {shape} takes {bytes} bytes; at most {Array.MaxLength} are possible.");
    }

    /// <summary>A tensor with the given elements in row-major order.</summary>
    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public static ModelTensor Of<T>(Shape shape, params ReadOnlySpan<T> values) where T : unmanaged
    {
        if (values.Length != shape.ElementCount)
        {
            throw new ArgumentException($"The shape {shape} needs {shape.ElementCount} elements, not {values.Length}.");
        }

        var tensor = Zeros(ElementTypes.Of<T>(), shape);
        values.CopyTo(tensor.Values<T>());
        return tensor;
    }

    /// <summary>A tensor that holds one number and has no dimensions.</summary>
    public static ModelTensor Scalar<T>(T value) where T : unmanaged => Of(Shape.Scalar, value);

    /// <summary>A one-dimensional tensor.</summary>
    public static ModelTensor Vector<T>(params ReadOnlySpan<T> values) where T : unmanaged => Of(new Shape(values.Length), values);

    /// <summary>The buffer that holds the elements.</summary>
    internal byte[] Storage => _storage;

    /// <summary>Where in <see cref="Storage"/> the elements begin, in bytes.</summary>
    internal int Offset => _offset;

    /// <summary>A view of <paramref name="storage"/> from byte <paramref name="offset"/> on.</summary>
    internal static ModelTensor View(ElementType type, Shape shape, byte[] storage, int offset) => new(type, shape, storage, offset);

    /// <summary>The elements.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the element type.</exception>
    public Span<T> Values<T>() where T : unmanaged =>
        ElementTypes.Of<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(Bytes)
            : throw new InvalidOperationException($"The tensor holds {Type}, not {typeof(T).Name}.");

    /// <summary>The elements, read as 64-bit integers: for int32, int64 and bool tensors that hold axes, shapes or indices.</summary>
    /// <exception cref="InvalidOperationException">The elements are floating-point numbers.</exception>
    public long[] ToInt64() => Type switch
    {
        ElementType.Int64 => Values<long>().ToArray(),
        ElementType.Int32 => Array.ConvertAll(Values<int>().ToArray(), v => (long)v),
        ElementType.Bool => Array.ConvertAll(Values<bool>().ToArray(), v => v ? 1L : 0L),
        _ => throw new InvalidOperationException($"Integers are needed, but the tensor holds {Type}."),
    };

    /// <summary>The elements, converted to doubles.</summary>
    public double[] ToDoubles() => Type switch
    {
        ElementType.Float32 => Array.ConvertAll(Values<float>().ToArray(), v => (double)v),
        ElementType.Float64 => Values<double>().ToArray(),
        _ => Array.ConvertAll(ToInt64(), v => (double)v),
    };

    /// <summary>The same elements under another shape; the memory is shared.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public ModelTensor Reshape(Shape shape) =>
        shape.ElementCount == Length
            ? new ModelTensor(Type, shape, _storage, _offset)
            : throw new ArgumentException($"A tensor of shape {Shape} cannot be seen as {shape}: {Length} elements are not {shape.ElementCount}.");

    /// <summary>A copy with its own memory.</summary>
    public ModelTensor Clone()
    {
        var copy = Zeros(Type, Shape);
        Bytes.CopyTo(copy.Bytes);
        return copy;
    }

    /// <summary>Lets a view look elsewhere in its buffer: how the plan moves from sample to sample without allocating.</summary>
    internal void MoveTo(byte[] storage, int offset, Shape shape) => (_storage, _offset, Shape) = (storage, offset, shape);

    /// <summary>For example <c>Float32 [1, 784]</c>.</summary>
    public override string ToString() => $"{Type} {Shape}";
}
