using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Transposes 8×8 floats or 4×4 doubles in registers of 256 bits: first within their halves, then the halves.</summary>
internal static unsafe class Transposition256
{
    /// <summary>Transposes; rows are so many floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* from, nint fromStride, float* to, nint toStride)
    {
        Four(from, fromStride, out var a0, out var a1, out var a2, out var a3);
        Four(from + 4 * fromStride, fromStride, out var b0, out var b1, out var b2, out var b3);
        Halves(a0, b0, to, 4 * toStride);
        Halves(a1, b1, to + toStride, 4 * toStride);
        Halves(a2, b2, to + 2 * toStride, 4 * toStride);
        Halves(a3, b3, to + 3 * toStride, 4 * toStride);
    }

    /// <summary>Transposes; rows are so many doubles apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* from, nint fromStride, double* to, nint toStride)
    {
        var (r0, r1) = (Vector256.Load(from), Vector256.Load(from + fromStride));
        var (r2, r3) = (Vector256.Load(from + 2 * fromStride), Vector256.Load(from + 3 * fromStride));
        Halves(Avx.UnpackLow(r0, r1).AsSingle(), Avx.UnpackLow(r2, r3).AsSingle(), (float*)to, 4 * toStride);
        Halves(Avx.UnpackHigh(r0, r1).AsSingle(), Avx.UnpackHigh(r2, r3).AsSingle(), (float*)(to + toStride), 4 * toStride);
    }

    // Half l of column j: elements 4l + j of four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        float* from,
        nint stride,
        out Vector256<float> column0,
        out Vector256<float> column1,
        out Vector256<float> column2,
        out Vector256<float> column3
    )
    {
        var (r0, r1) = (Vector256.Load(from), Vector256.Load(from + stride));
        var (r2, r3) = (Vector256.Load(from + 2 * stride), Vector256.Load(from + 3 * stride));
        var (low01, high01) = (Avx.UnpackLow(r0, r1).AsDouble(), Avx.UnpackHigh(r0, r1).AsDouble());
        var (low23, high23) = (Avx.UnpackLow(r2, r3).AsDouble(), Avx.UnpackHigh(r2, r3).AsDouble());
        column0 = Avx.UnpackLow(low01, low23).AsSingle();
        column1 = Avx.UnpackHigh(low01, low23).AsSingle();
        column2 = Avx.UnpackLow(high01, high23).AsSingle();
        column3 = Avx.UnpackHigh(high01, high23).AsSingle();
    }

    // Row l of the result is half l of a and b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<float> a, Vector256<float> b, float* to, nint stride)
    {
        Avx.Permute2x128(a, b, 0x20).Store(to);
        Avx.Permute2x128(a, b, 0x31).Store(to + stride);
    }
}
