using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Relumine.Kernels.Sweeps;

public static partial class Elementwise
{
    /// <summary>y = f(x), element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The results, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void Value<F, T>(in F f, in ReadOnlyTensorSpan<T> x, in TensorSpan<T> y) where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, x, y, y);
        Value(in f, pack.A, pack.Y);
        pack.Finish(y, y);
    }

    /// <summary>s = f′(x), element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="s">The slopes, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void Slope<F, T>(in F f, Kink kink, in ReadOnlyTensorSpan<T> x, in TensorSpan<T> s) where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, x, s, s);
        Slope(in f, kink, pack.A, pack.Y);
        pack.Finish(s, s);
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
        var pack = Pack<T>.Of(x, upstream, dx, dx);
        Gradient(in f, kink, pack.A, pack.B, pack.Y);
        pack.Finish(dx, dx);
    }

    /// <summary>y = f(x) and s = f′(x) in one pass, element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <param name="s">The slopes, in the shape of <paramref name="x"/>; not in the memory of <paramref name="y"/>.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void ValueAndSlope<F, T>(in F f, Kink kink, in ReadOnlyTensorSpan<T> x, in TensorSpan<T> y, in TensorSpan<T> s)
        where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, x, y, s);
        ValueAndSlope(in f, kink, pack.A, pack.Y, pack.Z);
        pack.Finish(y, s);
    }

    /// <summary>y = f(x) and dx = f′(x)·upstream in one pass, element for element, over tensors of equal shape and any strides.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="upstream">The gradient with respect to f(x), in the shape of <paramref name="x"/>.</param>
    /// <param name="y">The values, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <param name="dx">The gradient with respect to x, in the shape of <paramref name="x"/>; not in the memory of <paramref name="y"/>.</param>
    /// <exception cref="ArgumentException">The shapes differ, or dense tensors overlap in part.</exception>
    public static void ValueAndGradient<F, T>(
        in F f, Kink kink, in ReadOnlyTensorSpan<T> x, in ReadOnlyTensorSpan<T> upstream, in TensorSpan<T> y, in TensorSpan<T> dx)
        where F : struct, IActivation<F> where T : unmanaged
    {
        var pack = Pack<T>.Of(x, upstream, y, dx);
        ValueAndGradient(in f, kink, pack.A, pack.B, pack.Y, pack.Z);
        pack.Finish(y, dx);
    }

    /// <summary>Tensors as spans: themselves where all are dense, otherwise copies, of which the results are copied back.</summary>
    private readonly ref struct Pack<T> where T : unmanaged
    {
        private readonly T[]? _copies;

        private Pack(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<T> z, T[]? copies)
        {
            A = a;
            B = b;
            Y = y;
            Z = z;
            _copies = copies;
        }

        public ReadOnlySpan<T> A { get; }

        public ReadOnlySpan<T> B { get; }

        public Span<T> Y { get; }

        public Span<T> Z { get; }

        public static Pack<T> Of(in ReadOnlyTensorSpan<T> a, in ReadOnlyTensorSpan<T> b, in TensorSpan<T> y, in TensorSpan<T> z)
        {
            RequireSameShape(a.Lengths, b.Lengths);
            RequireSameShape(a.Lengths, y.Lengths);
            RequireSameShape(a.Lengths, z.Lengths);
            var dense = a.IsDense && b.IsDense && y.IsDense && z.IsDense;
            var limit = dense ? int.MaxValue : Array.MaxLength / 4;
            var length =
                a.FlattenedLength <= limit
                    ? (int)a.FlattenedLength
                    : throw new ArgumentException(
                        $"The tensors have {a.FlattenedLength} elements, but at most {limit} can be taken at a time: slice them.",
                        nameof(a)
                    );
            if (dense)
            {
                return new(
                    MemoryMarshal.CreateReadOnlySpan(in a.GetPinnableReference(), length),
                    MemoryMarshal.CreateReadOnlySpan(in b.GetPinnableReference(), length),
                    MemoryMarshal.CreateSpan(ref y.GetPinnableReference(), length),
                    MemoryMarshal.CreateSpan(ref z.GetPinnableReference(), length),
                    null
                );
            }

            var copies = ArrayPool<T>.Shared.Rent(4 * length);
            var first = copies.AsSpan(0, length);
            var second = copies.AsSpan(length, length);
            a.FlattenTo(first);
            b.FlattenTo(second);
            return new(first, second, copies.AsSpan(2 * length, length), copies.AsSpan(3 * length, length), copies);
        }

        public void Finish(in TensorSpan<T> y, in TensorSpan<T> z)
        {
            if (_copies is null)
            {
                return;
            }

            new ReadOnlyTensorSpan<T>(Y, y.Lengths).CopyTo(y);
            if (!Unsafe.AreSame(in y.GetPinnableReference(), in z.GetPinnableReference()))
            {
                new ReadOnlyTensorSpan<T>(Z, z.Lengths).CopyTo(z);
            }

            ArrayPool<T>.Shared.Return(_copies);
        }
    }

    private static void RequireSameShape(ReadOnlySpan<nint> shape, ReadOnlySpan<nint> other)
    {
        if (!shape.SequenceEqual(other))
        {
            throw new ArgumentException(
                $"The tensors have the shapes [{string.Join(", ", shape.ToArray())}] and [{string.Join(", ", other.ToArray())}]: they must be equal."
            );
        }
    }
}
