using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>8 numbers of type <see cref="double"/> in one register of 512 bits.</summary>
public readonly record struct Double512 : IWideLanes<Double512, double>, IBinaryLanes<Double512>
{
    /// <summary>The register. A field, because every property read is one more call for the compiler to inline, and it counts them.</summary>
    public readonly Vector512<double> Bits;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Double512(Vector512<double> bits) => Bits = bits;

    /// <inheritdoc/>
    public static int Count => Vector512<double>.Count;

    /// <inheritdoc/>
    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Of(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Load(ref readonly double source) => new(Vector512.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double512 value, ref double target) => value.Bits.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(Double512 value, ref double target) => value.Bits.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 AtLeast(Double512 x, Double512 bound) => new(Vector512.MaxNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 AtMost(Double512 x, Double512 bound) => new(Vector512.MinNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MaxNumber(Double512 known, Double512 x) =>
        X86Base.IsSupported ? new(Vector512.MaxNative(x.Bits, known.Bits)) : new(Vector512.MaxNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MinNumber(Double512 known, Double512 x) =>
        X86Base.IsSupported ? new(Vector512.MinNative(x.Bits, known.Bits)) : new(Vector512.MinNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Abs(Double512 x) => new(Vector512.Abs(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Sqrt(Double512 x) => new(Vector512.Sqrt(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MulAdd(Double512 a, Double512 b, Double512 c) => new(Vector512.FusedMultiplyAdd(a.Bits, b.Bits, c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MulAdd(Double512 a, Double512 b, double c) => new(Vector512.FusedMultiplyAdd(a.Bits, b.Bits, Vector512.Create(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MulAdd(Double512 a, double b, Double512 c) => new(Vector512.FusedMultiplyAdd(a.Bits, Vector512.Create(b), c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 CopySign(Double512 magnitude, Double512 sign) => new(Vector512.CopySign(magnitude.Bits, sign.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 IfGreater(Double512 a, Double512 b, Double512 then, Double512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 IfGreaterOrEqual(Double512 a, Double512 b, Double512 then, Double512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 IfEqual(Double512 a, Double512 b, Double512 then, Double512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 IfNaN(Double512 x, Double512 then, Double512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.IsNaN(x.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Exp(Double512 x) => Transcendental<Double512, DoublePrecision>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 ExpOfNegative(Double512 x) => Transcendental<Double512, DoublePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Expm1(Double512 x) => Transcendental<Double512, DoublePrecision>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Log1p(Double512 x) => Transcendental<Double512, DoublePrecision>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Tanh(Double512 x) => Transcendental<Double512, DoublePrecision>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Erf(Double512 x) => DoublePrecision.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 SubtractNormalTail(Double512 from, Double512 x) => DoubleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 NormalTailSlope(Double512 x) => DoubleNormalTail.Slope(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator +(Double512 left, Double512 right) => new(left.Bits + right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator -(Double512 left, Double512 right) => new(left.Bits - right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator *(Double512 left, Double512 right) => new(left.Bits * right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator /(Double512 left, Double512 right) => new(left.Bits / right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator -(Double512 value) => new(-value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 LoadPartial(ref readonly double source, int count) => PartialMemory.Load512(in source, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Double512 value, ref double target, int count) => PartialMemory.Store(value, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double512 IBinaryLanes<Double512>.RoundToEven(Double512 x) => new(Vector512.Round(x.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double512 IBinaryLanes<Double512>.ScaleByPowerOfTwo(Double512 x, Double512 n) =>
        Avx512F.IsSupported ? new(Avx512F.Scale(x.Bits, n.Bits)) : PowerOfTwo.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double512 IBinaryLanes<Double512>.PowerOfTwo(Double512 n) =>
        new(((n.Bits + Vector512.Create(PowerOfTwo.DoubleMagic)).AsUInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double512 IBinaryLanes<Double512>.NearestExponent(Double512 x) =>
        new(
            (((x.Bits.AsUInt64() + Vector512.Create(PowerOfTwo.DoubleHalf)) >>> 52) | Vector512.Create(PowerOfTwo.DoubleUnits)).AsDouble()
                - Vector512.Create(PowerOfTwo.DoubleBias)
        );
}
