using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Relucent.Kernels;

public static partial class Elementwise
{
    /// <summary>y = f(x), element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The results, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void Value<F, T>(in F f, in ReadOnlyTensorSpan<T> x, in TensorSpan<T> y) where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, x, y);
        Value(in f, pack.A, pack.Y);
        pack.Finish(y);
    }

    /// <summary>s = f′(x), element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="s">The slopes, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void Slope<F, T>(in F f, Kink kink, in ReadOnlyTensorSpan<T> x, in TensorSpan<T> s) where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, x, s);
        Slope(in f, kink, pack.A, pack.Y);
        pack.Finish(s);
    }

    /// <summary>dx = f′(x)·upstream, element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="upstream">The gradient with respect to f(x), in the shape of <paramref name="x"/>.</param>
    /// <param name="dx">The gradient with respect to x, in the shape of <paramref name="x"/>; may be either of the two.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void Gradient<F, T>(in F f, Kink kink, in ReadOnlyTensorSpan<T> x, in ReadOnlyTensorSpan<T> upstream, in TensorSpan<T> dx)
        where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, upstream, dx);
        Gradient(in f, kink, pack.A, pack.B, pack.Y);
        pack.Finish(dx);
    }

    /// <summary>Tensors as spans: themselves where all are dense, otherwise copies, of which the results are copied back.</summary>
    private readonly ref struct Pack<T> where T : unmanaged
    {
        private readonly T[]? _copies;

        private Pack(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, T[]? copies)
        {
            A = a;
            B = b;
            Y = y;
            _copies = copies;
        }

        public ReadOnlySpan<T> A { get; }

        public ReadOnlySpan<T> B { get; }

        public Span<T> Y { get; }

        public static Pack<T> Of(in ReadOnlyTensorSpan<T> a, in ReadOnlyTensorSpan<T> b, in TensorSpan<T> y)
        {
            if (!a.Lengths.SequenceEqual(b.Lengths) || !a.Lengths.SequenceEqual(y.Lengths))
            {
                ThrowShapes(a.Lengths, a.Lengths.SequenceEqual(b.Lengths) ? y.Lengths : b.Lengths);
            }

            var dense = a.IsDense && b.IsDense && y.IsDense;
            var limit = dense ? int.MaxValue : Array.MaxLength / 3;
            var length = a.FlattenedLength <= limit
                ? (int)a.FlattenedLength
                : throw new ArgumentException($"The tensors have {a.FlattenedLength} elements, but at most {limit} can be taken at a time: slice them.", nameof(a));
            if (dense)
            {
                return new(
                    MemoryMarshal.CreateReadOnlySpan(in a.GetPinnableReference(), length),
                    MemoryMarshal.CreateReadOnlySpan(in b.GetPinnableReference(), length),
                    MemoryMarshal.CreateSpan(ref y.GetPinnableReference(), length), null);
            }

            var copies = ArrayPool<T>.Shared.Rent(3 * length);
            var first = copies.AsSpan(0, length);
            var second = copies.AsSpan(length, length);
            var results = copies.AsSpan(2 * length, length);
            a.FlattenTo(first);
            b.FlattenTo(second);
            return new(first, second, results, copies);
        }

        public void Finish(in TensorSpan<T> y)
        {
            if (_copies is not null)
            {
                new ReadOnlyTensorSpan<T>(Y, y.Lengths).CopyTo(y);
                ArrayPool<T>.Shared.Return(_copies);
            }
        }
    }

    [DoesNotReturn]
    private static void ThrowShapes(ReadOnlySpan<nint> shape, ReadOnlySpan<nint> other) =>
        throw new ArgumentException($"The tensors have the shapes [{string.Join(", ", shape.ToArray())}] and [{string.Join(", ", other.ToArray())}]: they must be equal.");
}
