using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// The first few elements of a register, from and to memory, without touching what lies behind them: masked with
/// AVX-512, otherwise copied. Lanes that are not loaded are 0.
/// </summary>
internal static class PartialMemory
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Float512 Load512(ref readonly float source, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (float* p = &source)
            {
                return new(Avx512F.MaskLoad(p, First512((int)count).AsSingle(), Vector512<float>.Zero));
            }
        }

        var whole = Vector512<float>.Zero;
        Copy(in source, ref Unsafe.As<Vector512<float>, float>(ref whole), count);
        return new(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Float512 value, ref float target, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (float* p = &target)
            {
                Avx512F.MaskStore(p, First512((int)count).AsSingle(), value.Bits);
            }

            return;
        }

        var whole = value.Bits;
        Copy(in Unsafe.As<Vector512<float>, float>(ref whole), ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Float256 Load256(ref readonly float source, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (float* p = &source)
            {
                return new(Avx512F.VL.MaskLoad(p, First256((int)count).AsSingle(), Vector256<float>.Zero));
            }
        }

        var whole = Vector256<float>.Zero;
        Copy(in source, ref Unsafe.As<Vector256<float>, float>(ref whole), count);
        return new(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Float256 value, ref float target, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (float* p = &target)
            {
                Avx512F.VL.MaskStore(p, First256((int)count).AsSingle(), value.Bits);
            }

            return;
        }

        var whole = value.Bits;
        Copy(in Unsafe.As<Vector256<float>, float>(ref whole), ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Float128 Load128(ref readonly float source, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (float* p = &source)
            {
                return new(Avx512F.VL.MaskLoad(p, First128((int)count).AsSingle(), Vector128<float>.Zero));
            }
        }

        var whole = Vector128<float>.Zero;
        Copy(in source, ref Unsafe.As<Vector128<float>, float>(ref whole), count);
        return new(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Float128 value, ref float target, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (float* p = &target)
            {
                Avx512F.VL.MaskStore(p, First128((int)count).AsSingle(), value.Bits);
            }

            return;
        }

        var whole = value.Bits;
        Copy(in Unsafe.As<Vector128<float>, float>(ref whole), ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Double512 Load512(ref readonly double source, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (double* p = &source)
            {
                return new(Avx512F.MaskLoad(p, First512((long)count).AsDouble(), Vector512<double>.Zero));
            }
        }

        var whole = Vector512<double>.Zero;
        Copy(in source, ref Unsafe.As<Vector512<double>, double>(ref whole), count);
        return new(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Double512 value, ref double target, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (double* p = &target)
            {
                Avx512F.MaskStore(p, First512((long)count).AsDouble(), value.Bits);
            }

            return;
        }

        var whole = value.Bits;
        Copy(in Unsafe.As<Vector512<double>, double>(ref whole), ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Double256 Load256(ref readonly double source, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (double* p = &source)
            {
                return new(Avx512F.VL.MaskLoad(p, First256((long)count).AsDouble(), Vector256<double>.Zero));
            }
        }

        var whole = Vector256<double>.Zero;
        Copy(in source, ref Unsafe.As<Vector256<double>, double>(ref whole), count);
        return new(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Double256 value, ref double target, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (double* p = &target)
            {
                Avx512F.VL.MaskStore(p, First256((long)count).AsDouble(), value.Bits);
            }

            return;
        }

        var whole = value.Bits;
        Copy(in Unsafe.As<Vector256<double>, double>(ref whole), ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Double128 Load128(ref readonly double source, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (double* p = &source)
            {
                return new(Avx512F.VL.MaskLoad(p, First128((long)count).AsDouble(), Vector128<double>.Zero));
            }
        }

        var whole = Vector128<double>.Zero;
        Copy(in source, ref Unsafe.As<Vector128<double>, double>(ref whole), count);
        return new(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Double128 value, ref double target, int count)
    {
        if (Avx512F.VL.IsSupported)
        {
            fixed (double* p = &target)
            {
                Avx512F.VL.MaskStore(p, First128((long)count).AsDouble(), value.Bits);
            }

            return;
        }

        var whole = value.Bits;
        Copy(in Unsafe.As<Vector128<double>, double>(ref whole), ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> First512(int count) => Vector512.GreaterThan(Vector512.Create(count), Vector512<int>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> First256(int count) => Vector256.GreaterThan(Vector256.Create(count), Vector256<int>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> First128(int count) => Vector128.GreaterThan(Vector128.Create(count), Vector128<int>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> First512(long count) => Vector512.GreaterThan(Vector512.Create(count), Vector512<long>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> First256(long count) => Vector256.GreaterThan(Vector256.Create(count), Vector256<long>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> First128(long count) => Vector128.GreaterThan(Vector128.Create(count), Vector128<long>.Indices);

    private static void Copy<T>(ref readonly T source, ref T target, int count) where T : unmanaged =>
        Unsafe.CopyBlockUnaligned(
            ref Unsafe.As<T, byte>(ref target), ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in source)), checked((uint)(count * Unsafe.SizeOf<T>())));
}
