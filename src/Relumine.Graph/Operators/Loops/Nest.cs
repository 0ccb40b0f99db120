using System.Runtime.CompilerServices;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>
/// A loop nest over the elements of up to three strided operands: dimensions of size 1 are dropped and those that
/// can be walked as one are merged, so that what remains is a few outer loops around one long inner loop.
/// </summary>
/// <remarks>
/// Dimensions of at least 2 whose product is below 2³¹ are at most 30, so the depth is bounded whatever the rank.
/// </remarks>
internal struct Nest
{
    private const int Depth = 32;

    private int _depth;
    private bool _empty;
    private Numbers _dims;
    private Numbers _at;
    private Numbers _a;
    private Numbers _b;
    private Numbers _c;

    /// <summary>Whether there is nothing to visit.</summary>
    public readonly bool IsEmpty => _empty;

    /// <summary>The length of the inner loop.</summary>
    public readonly int Length => _depth == 0 ? 1 : _dims[_depth - 1];

    /// <summary>The operands' strides in the inner loop.</summary>
    public readonly (int A, int B, int C) Strides => _depth == 0 ? (0, 0, 0) : (_a[_depth - 1], _b[_depth - 1], _c[_depth - 1]);

    /// <summary>The length and the operands' strides of the loop around the inner one, which <see cref="NextPlane"/> takes for granted.</summary>
    public readonly (int Length, int A, int B) Around => _depth < 2 ? (1, 0, 0) : (_dims[_depth - 2], _a[_depth - 2], _b[_depth - 2]);

    /// <summary>Whether one inner loop is all.</summary>
    public readonly bool IsFlat => _depth <= 1;

    /// <summary>Where operand A is at the start of the current inner loop.</summary>
    public int A { get; private set; }

    /// <summary>Where operand B is at the start of the current inner loop.</summary>
    public int B { get; private set; }

    /// <summary>Where operand C is at the start of the current inner loop.</summary>
    public int C { get; private set; }

    /// <summary>Adds a dimension inside those added before, with the distance of neighbours in each operand.</summary>
    public void Add(int dim, int a, int b = 0, int c = 0)
    {
        if (dim <= 1)
        {
            _empty |= dim == 0;
            return;
        }

        if (_empty)
        {
            return;
        }

        var last = _depth - 1;
        if (_depth > 0 && _a[last] == a * (long)dim && _b[last] == b * (long)dim && _c[last] == c * (long)dim)
        {
            _dims[last] *= dim;
        }
        else
        {
            last = _depth++;
            _dims[last] = dim;
        }

        (_a[last], _b[last], _c[last]) = (a, b, c);
    }

    /// <summary>Starts from where the operands' first elements are.</summary>
    public void Start(int a = 0, int b = 0, int c = 0)
    {
        (A, B, C) = (a, b, c);
        for (var d = 0; d < _depth; d++)
        {
            _at[d] = 0;
        }
    }

    /// <summary>Moves to the next inner loop; false after the last.</summary>
    public bool Next() => Next(_depth - 2);

    /// <summary>The same where the caller walks the two innermost loops by itself.</summary>
    public bool NextPlane() => Next(_depth - 3);

    private bool Next(int outer)
    {
        for (var d = outer; d >= 0; d--)
        {
            (A, B, C) = (A + _a[d], B + _b[d], C + _c[d]);
            if (++_at[d] < _dims[d])
            {
                return true;
            }

            (A, B, C) = (A - _a[d] * _dims[d], B - _b[d] * _dims[d], C - _c[d] * _dims[d]);
            _at[d] = 0;
        }

        return false;
    }

    /// <summary>The nest over the elements of <paramref name="output"/> and of inputs that are broadcast to it; the output itself is walked in order.</summary>
    public static Nest Broadcast(Shape output, Shape a, Shape b, Shape? c = null) =>
        Broadcast(output.Dims, a.Dims, b.Dims, c is null ? [] : c.Dims);

    /// <summary>The same over dimensions.</summary>
    public static Nest Broadcast(ReadOnlySpan<int> output, ReadOnlySpan<int> a, ReadOnlySpan<int> b, ReadOnlySpan<int> c = default)
    {
        var nest = default(Nest);
        for (var d = output.Length; d > 0; d--)
        {
            nest.Add(output[^d], Stride(a, d), Stride(b, d), Stride(c, d));
        }

        return nest;
    }

    /// <summary>The distance of neighbours along an axis of a row-major tensor.</summary>
    public static int Stride(Shape shape, int axis)
    {
        var stride = 1;
        foreach (var inner in shape.Dims[(axis + 1)..])
        {
            stride *= inner;
        }

        return stride;
    }

    // The same along the dimension that is the d-th from the end; 0 where the tensor is broadcast.
    private static int Stride(ReadOnlySpan<int> dims, int d)
    {
        if (d > dims.Length || dims[^d] <= 1)
        {
            return 0;
        }

        var stride = 1;
        foreach (var inner in dims[^(d - 1)..])
        {
            stride *= inner;
        }

        return stride;
    }

    [InlineArray(Depth)]
    private struct Numbers
    {
        private int _first;
    }
}
