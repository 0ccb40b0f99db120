using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relumine.Geometry.Maps;

/// <summary>
/// Products of many short rows with a matrix whose rows lie one behind the other: what bounding a part of a box consists of. Each number
/// is one sum in the order of its terms, whatever the width of registers.
/// </summary>
internal static class RowProduct
{
    /// <summary>What rows are padded to, in numbers.</summary>
    public const int Lanes = 16;

    private const int Together = 4;

    /// <summary>A length, rounded up to whole registers.</summary>
    public static int Padded(int length) => (length + Lanes - 1) / Lanes * Lanes;

    /// <summary>y[r] += Σ x[r][k]·matrix[k], over some k.</summary>
    /// <param name="rows">The number of rows of <paramref name="x"/> and <paramref name="y"/>.</param>
    /// <param name="x">The factors, a row behind the other.</param>
    /// <param name="strideX">From one row of them to the next.</param>
    /// <param name="terms">Which rows of the matrix to add; the others' factors are 0.</param>
    /// <param name="matrix">The matrix, its rows padded.</param>
    /// <param name="y">The sums, their rows padded like the matrix's.</param>
    /// <param name="stride">From one row of the matrix, and of the sums, to the next.</param>
    public static void Add(int rows, ReadOnlySpan<double> x, int strideX, ReadOnlySpan<int> terms, ReadOnlySpan<double> matrix, Span<double> y, int stride)
    {
        if (stride % Lanes != 0 || terms.Length == 0 || rows == 0)
        {
            _ = stride % Lanes == 0 ? 0 : throw new ArgumentException("Rows are not padded.", nameof(stride));
            return;
        }

        // What lies within is read without further checks.
        foreach (var k in terms)
        {
            _ = matrix.Slice(k * stride, stride);
            _ = x[((rows - 1) * strideX) + k];
        }

        _ = y[..(rows * stride)];
        var row = 0;
        for (; row + Together <= rows; row += Together)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                FourWide(x[(row * strideX)..], strideX, terms, matrix, y[(row * stride)..], stride);
                continue;
            }

            Four(x[(row * strideX)..], strideX, terms, matrix, y[(row * stride)..], stride);
        }

        for (; row < rows; row++)
        {
            One(x[(row * strideX)..], terms, matrix, y[(row * stride)..], stride);
        }
    }

    private static void Four(ReadOnlySpan<double> x, int strideX, ReadOnlySpan<int> terms, ReadOnlySpan<double> matrix, Span<double> y, int stride)
    {
        ref var m = ref MemoryMarshal.GetReference(matrix);
        ref var f = ref MemoryMarshal.GetReference(x);
        for (var at = 0; at < stride; at += 2 * Vector<double>.Count)
        {
            ref var sums = ref y[at];
            var (a0, a1) = Load(ref sums);
            var (b0, b1) = Load(ref Unsafe.Add(ref sums, stride));
            var (c0, c1) = Load(ref Unsafe.Add(ref sums, 2 * stride));
            var (d0, d1) = Load(ref Unsafe.Add(ref sums, 3 * stride));
            foreach (var k in terms)
            {
                var (m0, m1) = Load(ref Unsafe.Add(ref m, (k * stride) + at));
                ref var factor = ref Unsafe.Add(ref f, k);
                var v = new Vector<double>(factor);
                (a0, a1) = (Vector.FusedMultiplyAdd(m0, v, a0), Vector.FusedMultiplyAdd(m1, v, a1));
                v = new Vector<double>(Unsafe.Add(ref factor, strideX));
                (b0, b1) = (Vector.FusedMultiplyAdd(m0, v, b0), Vector.FusedMultiplyAdd(m1, v, b1));
                v = new Vector<double>(Unsafe.Add(ref factor, 2 * strideX));
                (c0, c1) = (Vector.FusedMultiplyAdd(m0, v, c0), Vector.FusedMultiplyAdd(m1, v, c1));
                v = new Vector<double>(Unsafe.Add(ref factor, 3 * strideX));
                (d0, d1) = (Vector.FusedMultiplyAdd(m0, v, d0), Vector.FusedMultiplyAdd(m1, v, d1));
            }

            Store(a0, a1, ref sums);
            Store(b0, b1, ref Unsafe.Add(ref sums, stride));
            Store(c0, c1, ref Unsafe.Add(ref sums, 2 * stride));
            Store(d0, d1, ref Unsafe.Add(ref sums, 3 * stride));
        }
    }

    private static void FourWide(ReadOnlySpan<double> x, int strideX, ReadOnlySpan<int> terms, ReadOnlySpan<double> matrix, Span<double> y, int stride)
    {
        ref var m = ref MemoryMarshal.GetReference(matrix);
        ref var f = ref MemoryMarshal.GetReference(x);
        for (var at = 0; at < stride; at += Lanes)
        {
            ref var a = ref y[at];
            ref var b = ref Unsafe.Add(ref a, stride);
            ref var c = ref Unsafe.Add(ref b, stride);
            ref var d = ref Unsafe.Add(ref c, stride);
            var (a0, a1) = (Vector512.LoadUnsafe(ref a), Vector512.LoadUnsafe(ref a, 8));
            var (b0, b1) = (Vector512.LoadUnsafe(ref b), Vector512.LoadUnsafe(ref b, 8));
            var (c0, c1) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, 8));
            var (d0, d1) = (Vector512.LoadUnsafe(ref d), Vector512.LoadUnsafe(ref d, 8));
            foreach (var k in terms)
            {
                ref var row = ref Unsafe.Add(ref m, (k * stride) + at);
                var (m0, m1) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, 8));
                ref var factor = ref Unsafe.Add(ref f, k);
                var v = Vector512.Create(factor);
                (a0, a1) = (Vector512.FusedMultiplyAdd(m0, v, a0), Vector512.FusedMultiplyAdd(m1, v, a1));
                v = Vector512.Create(Unsafe.Add(ref factor, strideX));
                (b0, b1) = (Vector512.FusedMultiplyAdd(m0, v, b0), Vector512.FusedMultiplyAdd(m1, v, b1));
                v = Vector512.Create(Unsafe.Add(ref factor, 2 * strideX));
                (c0, c1) = (Vector512.FusedMultiplyAdd(m0, v, c0), Vector512.FusedMultiplyAdd(m1, v, c1));
                v = Vector512.Create(Unsafe.Add(ref factor, 3 * strideX));
                (d0, d1) = (Vector512.FusedMultiplyAdd(m0, v, d0), Vector512.FusedMultiplyAdd(m1, v, d1));
            }

            a0.StoreUnsafe(ref a);
            a1.StoreUnsafe(ref a, 8);
            b0.StoreUnsafe(ref b);
            b1.StoreUnsafe(ref b, 8);
            c0.StoreUnsafe(ref c);
            c1.StoreUnsafe(ref c, 8);
            d0.StoreUnsafe(ref d);
            d1.StoreUnsafe(ref d, 8);
        }
    }

    private static void One(ReadOnlySpan<double> x, ReadOnlySpan<int> terms, ReadOnlySpan<double> matrix, Span<double> y, int stride)
    {
        ref var m = ref MemoryMarshal.GetReference(matrix);
        for (var at = 0; at < stride; at += 4 * Vector<double>.Count)
        {
            ref var sums = ref y[at];
            ref var next = ref Unsafe.Add(ref sums, 2 * Vector<double>.Count);
            var (a0, a1) = Load(ref sums);
            var (a2, a3) = Load(ref next);
            foreach (var k in terms)
            {
                ref var row = ref Unsafe.Add(ref m, (k * stride) + at);
                var (m0, m1) = Load(ref row);
                var (m2, m3) = Load(ref Unsafe.Add(ref row, 2 * Vector<double>.Count));
                var v = new Vector<double>(x[k]);
                (a0, a1) = (Vector.FusedMultiplyAdd(m0, v, a0), Vector.FusedMultiplyAdd(m1, v, a1));
                (a2, a3) = (Vector.FusedMultiplyAdd(m2, v, a2), Vector.FusedMultiplyAdd(m3, v, a3));
            }

            Store(a0, a1, ref sums);
            Store(a2, a3, ref next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> First, Vector<double> Second) Load(ref double from) =>
        (Vector.LoadUnsafe(ref from), Vector.LoadUnsafe(ref from, (nuint)Vector<double>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<double> first, Vector<double> second, ref double to)
    {
        first.StoreUnsafe(ref to);
        second.StoreUnsafe(ref to, (nuint)Vector<double>.Count);
    }
}
