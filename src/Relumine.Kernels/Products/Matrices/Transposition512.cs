using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// Transposes 16×16 floats or 8×8 doubles in registers of 512 bits: first within the quarters of the registers, then the
/// quarters, which are 4×4 of them in either case.
/// </summary>
internal static unsafe class Transposition512
{
    /// <summary>Transposes; rows are so many floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* from, nint fromStride, float* to, nint toStride)
    {
        Four(from, fromStride, out var a0, out var a1, out var a2, out var a3);
        Four(from + 4 * fromStride, fromStride, out var b0, out var b1, out var b2, out var b3);
        Four(from + 8 * fromStride, fromStride, out var c0, out var c1, out var c2, out var c3);
        Four(from + 12 * fromStride, fromStride, out var d0, out var d1, out var d2, out var d3);
        Quarters(a0, b0, c0, d0, to, 4 * toStride);
        Quarters(a1, b1, c1, d1, to + toStride, 4 * toStride);
        Quarters(a2, b2, c2, d2, to + 2 * toStride, 4 * toStride);
        Quarters(a3, b3, c3, d3, to + 3 * toStride, 4 * toStride);
    }

    /// <summary>Transposes; rows are so many doubles apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* from, nint fromStride, double* to, nint toStride)
    {
        Two(from, fromStride, out var a0, out var a1);
        Two(from + 2 * fromStride, fromStride, out var b0, out var b1);
        Two(from + 4 * fromStride, fromStride, out var c0, out var c1);
        Two(from + 6 * fromStride, fromStride, out var d0, out var d1);
        Quarters(a0, b0, c0, d0, (float*)to, 4 * toStride);
        Quarters(a1, b1, c1, d1, (float*)(to + toStride), 4 * toStride);
    }

    // Quarter l of column j: elements 4l + j of four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        float* from,
        nint stride,
        out Vector512<float> column0,
        out Vector512<float> column1,
        out Vector512<float> column2,
        out Vector512<float> column3
    )
    {
        var (r0, r1) = (Vector512.Load(from), Vector512.Load(from + stride));
        var (r2, r3) = (Vector512.Load(from + 2 * stride), Vector512.Load(from + 3 * stride));
        var (low01, high01) = (Avx512F.UnpackLow(r0, r1).AsDouble(), Avx512F.UnpackHigh(r0, r1).AsDouble());
        var (low23, high23) = (Avx512F.UnpackLow(r2, r3).AsDouble(), Avx512F.UnpackHigh(r2, r3).AsDouble());
        column0 = Avx512F.UnpackLow(low01, low23).AsSingle();
        column1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
        column2 = Avx512F.UnpackLow(high01, high23).AsSingle();
        column3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    // Quarter l of column j: elements 2l + j of two rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(double* from, nint stride, out Vector512<float> column0, out Vector512<float> column1)
    {
        var (r0, r1) = (Vector512.Load(from), Vector512.Load(from + stride));
        column0 = Avx512F.UnpackLow(r0, r1).AsSingle();
        column1 = Avx512F.UnpackHigh(r0, r1).AsSingle();
    }

    // Row l of the result is quarter l of a, b, c and d.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* to, nint stride)
    {
        const byte Even = 0b10_00_10_00;
        const byte Odd = 0b11_01_11_01;
        var (even, odd) = (Avx512F.Shuffle4x128(a, b, Even), Avx512F.Shuffle4x128(a, b, Odd));
        var (evenToo, oddToo) = (Avx512F.Shuffle4x128(c, d, Even), Avx512F.Shuffle4x128(c, d, Odd));
        Avx512F.Shuffle4x128(even, evenToo, Even).Store(to);
        Avx512F.Shuffle4x128(odd, oddToo, Even).Store(to + stride);
        Avx512F.Shuffle4x128(even, evenToo, Odd).Store(to + 2 * stride);
        Avx512F.Shuffle4x128(odd, oddToo, Odd).Store(to + 3 * stride);
    }
}
