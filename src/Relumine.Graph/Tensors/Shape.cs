using System.Collections;
using System.Globalization;

namespace Relumine.Graph.Tensors;

/// <summary>The dimensions of a tensor, outermost first. Immutable; equal if the dimensions are equal.</summary>
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[] _dims;

    /// <summary>Makes a shape.</summary>
    /// <exception cref="ArgumentException">A dimension is negative, or there are more than 2³¹ − 1 elements.</exception>
    public Shape(params ReadOnlySpan<int> dims)
    {
        _dims = dims.ToArray();
        long length = 1;
        foreach (var d in dims)
        {
            if (d < 0)
            {
                throw new ArgumentException($"A dimension cannot be negative, but the shape is {this}.");
            }

            // A dimension of 0 makes the tensor empty, but the others must still be sane.
            length = d == 0 ? 0 : length * d;
            if (length > int.MaxValue)
            {
                throw new ArgumentException($"The shape {this} has more than {int.MaxValue} elements.");
            }
        }

        ElementCount = (int)length;
    }

    /// <summary>The shape of a single number: no dimensions.</summary>
    public static Shape Scalar { get; } = new();

    /// <summary>
    /// The number of elements. Not called Length, because <c>shape[^1]</c> and <c>[.. shape]</c> would take that for
    /// the number of dimensions.
    /// </summary>
    public int ElementCount { get; }

    /// <summary>The number of dimensions.</summary>
    public int Rank => _dims.Length;

    /// <summary>The number of dimensions, as a list has it.</summary>
    public int Count => _dims.Length;

    /// <summary>Dimension <paramref name="axis"/>; negative axes count from the end.</summary>
    public int this[int axis] => _dims[axis < 0 ? axis + _dims.Length : axis];

    /// <summary>The dimensions.</summary>
    public ReadOnlySpan<int> Dims => _dims;

    /// <summary>Makes a shape of dimensions read from a file or computed, checked.</summary>
    /// <exception cref="ArgumentException">A dimension is negative or too large, or the product is.</exception>
    public static Shape Of(ReadOnlySpan<long> dims)
    {
        var narrow = new int[dims.Length];
        for (var i = 0; i < dims.Length; i++)
        {
            if (dims[i] is < 0 or > int.MaxValue)
            {
                throw new ArgumentException($"Dimension {i} is {dims[i]}; it must be from 0 to {int.MaxValue}.");
            }

            narrow[i] = (int)dims[i];
        }

        return new Shape(narrow);
    }

    /// <summary>The number of elements in the dimensions from <paramref name="start"/> (inclusive) to <paramref name="end"/> (exclusive).</summary>
    public int Product(int start, int end)
    {
        var product = 1;
        for (var i = start; i < end; i++)
        {
            product = checked(product * _dims[i]);
        }

        return product;
    }

    /// <summary>The shape with <paramref name="dim"/> in place of dimension <paramref name="axis"/>.</summary>
    public Shape With(int axis, int dim)
    {
        var dims = (int[])_dims.Clone();
        dims[axis < 0 ? axis + dims.Length : axis] = dim;
        return new Shape(dims);
    }

    /// <summary>The shape with a new dimension in front.</summary>
    public Shape Prepend(int dim) => new([dim, .. _dims]);

    /// <summary>The shape that two shapes broadcast to by the rules of ONNX and NumPy, or null if they do not.</summary>
    public static Shape? Broadcast(Shape a, Shape b)
    {
        var dims = new int[Math.Max(a.Rank, b.Rank)];
        for (var i = 1; i <= dims.Length; i++)
        {
            var da = i <= a.Rank ? a._dims[a.Rank - i] : 1;
            var db = i <= b.Rank ? b._dims[b.Rank - i] : 1;
            if (da != db && da != 1 && db != 1)
            {
                return null;
            }

            dims[^i] = da == 1 ? db : da;
        }

        return new Shape(dims);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dims.AsSpan().SequenceEqual(other._dims);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var d in _dims)
        {
            hash.Add(d);
        }

        return hash.ToHashCode();
    }

    /// <summary>For example <c>[1, 784]</c>.</summary>
    public override string ToString() => "[" + string.Join(", ", _dims.Select(d => d.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_dims).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _dims.GetEnumerator();
}
