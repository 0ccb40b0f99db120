using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Transposes 8×8 floats or 4×4 doubles in registers of 256 bits: first within their halves, then the halves.</summary>
internal static unsafe class Transposition256
{
    /// <summary>Transposes; rows are <paramref name="stride"/> floats apart in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* from, float* to, nint stride)
    {
        Four(from, stride, out var a0, out var a1, out var a2, out var a3);
        Four(from + 4 * stride, stride, out var b0, out var b1, out var b2, out var b3);
        Halves(a0, b0, to, 4 * stride);
        Halves(a1, b1, to + stride, 4 * stride);
        Halves(a2, b2, to + 2 * stride, 4 * stride);
        Halves(a3, b3, to + 3 * stride, 4 * stride);
    }

    /// <summary>Transposes; rows are <paramref name="stride"/> doubles apart in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* from, double* to, nint stride)
    {
        var (r0, r1) = (Vector256.Load(from), Vector256.Load(from + stride));
        var (r2, r3) = (Vector256.Load(from + 2 * stride), Vector256.Load(from + 3 * stride));
        Halves(Avx.UnpackLow(r0, r1).AsSingle(), Avx.UnpackLow(r2, r3).AsSingle(), (float*)to, 4 * stride);
        Halves(Avx.UnpackHigh(r0, r1).AsSingle(), Avx.UnpackHigh(r2, r3).AsSingle(), (float*)(to + stride), 4 * stride);
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
