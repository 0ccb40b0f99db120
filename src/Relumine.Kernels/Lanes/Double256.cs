using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>4 numbers of type <see cref="double"/> in one register of 256 bits.</summary>
public readonly record struct Double256 : IWideLanes<Double256, double>, IBinaryLanes<Double256>
{
    /// <summary>The register. A field, because every property read is one more call for the compiler to inline, and it counts them.</summary>
    public readonly Vector256<double> Bits;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Double256(Vector256<double> bits) => Bits = bits;

    /// <inheritdoc/>
    public static int Count => Vector256<double>.Count;

    /// <inheritdoc/>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Of(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Broadcast(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Load(ref readonly double source) => new(Vector256.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double256 value, ref double target) => value.Bits.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(Double256 value, ref double target) => value.Bits.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 AtLeast(Double256 x, Double256 bound) => new(Vector256.MaxNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 AtMost(Double256 x, Double256 bound) => new(Vector256.MinNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MaxNumber(Double256 known, Double256 x) =>
        X86Base.IsSupported ? new(Vector256.MaxNative(x.Bits, known.Bits)) : new(Vector256.MaxNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MinNumber(Double256 known, Double256 x) =>
        X86Base.IsSupported ? new(Vector256.MinNative(x.Bits, known.Bits)) : new(Vector256.MinNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Abs(Double256 x) => new(Vector256.Abs(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Sqrt(Double256 x) => new(Vector256.Sqrt(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MulAdd(Double256 a, Double256 b, Double256 c) => new(Vector256.FusedMultiplyAdd(a.Bits, b.Bits, c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MulAdd(Double256 a, Double256 b, double c) => new(Vector256.FusedMultiplyAdd(a.Bits, b.Bits, Vector256.Create(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MulAdd(Double256 a, double b, Double256 c) => new(Vector256.FusedMultiplyAdd(a.Bits, Vector256.Create(b), c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 CopySign(Double256 magnitude, Double256 sign) => new(Vector256.CopySign(magnitude.Bits, sign.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 IfGreater(Double256 a, Double256 b, Double256 then, Double256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 IfGreaterOrEqual(Double256 a, Double256 b, Double256 then, Double256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 IfEqual(Double256 a, Double256 b, Double256 then, Double256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 IfNaN(Double256 x, Double256 then, Double256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.IsNaN(x.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Exp(Double256 x) => Transcendental<Double256, DoublePrecision>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 ExpOfNegative(Double256 x) => Transcendental<Double256, DoublePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Expm1(Double256 x) => Transcendental<Double256, DoublePrecision>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Log1p(Double256 x) => Transcendental<Double256, DoublePrecision>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Tanh(Double256 x) => Transcendental<Double256, DoublePrecision>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Erf(Double256 x) => DoublePrecision.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 SubtractNormalTail(Double256 from, Double256 x) => DoubleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 NormalTailSlope(Double256 x) => DoubleNormalTail.Slope(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 operator +(Double256 left, Double256 right) => new(left.Bits + right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 operator -(Double256 left, Double256 right) => new(left.Bits - right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 operator *(Double256 left, Double256 right) => new(left.Bits * right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 operator /(Double256 left, Double256 right) => new(left.Bits / right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 operator -(Double256 value) => new(-value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 LoadPartial(ref readonly double source, int count) => PartialMemory.Load256(in source, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Double256 value, ref double target, int count) => PartialMemory.Store(value, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double256 IBinaryLanes<Double256>.RoundToEven(Double256 x) => new(Vector256.Round(x.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double256 IBinaryLanes<Double256>.ScaleByPowerOfTwo(Double256 x, Double256 n) =>
        Avx512F.VL.IsSupported ? new(Avx512F.VL.Scale(x.Bits, n.Bits)) : PowerOfTwo.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double256 IBinaryLanes<Double256>.PowerOfTwo(Double256 n) =>
        new(((n.Bits + Vector256.Create(PowerOfTwo.DoubleMagic)).AsUInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double256 IBinaryLanes<Double256>.NearestExponent(Double256 x) =>
        new(
            (((x.Bits.AsUInt64() + Vector256.Create(PowerOfTwo.DoubleHalf)) >>> 52) | Vector256.Create(PowerOfTwo.DoubleUnits)).AsDouble()
                - Vector256.Create(PowerOfTwo.DoubleBias)
        );
}
