using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>2 numbers of type <see cref="double"/> in one register of 128 bits.</summary>
public readonly record struct Double128 : IWideLanes<Double128, double>, IBinaryLanes<Double128>
{
    /// <summary>The register. A field, because every property read is one more call for the compiler to inline, and it counts them.</summary>
    public readonly Vector128<double> Bits;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Double128(Vector128<double> bits) => Bits = bits;

    /// <inheritdoc/>
    public static int Count => Vector128<double>.Count;

    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Of(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Broadcast(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Load(ref readonly double source) => new(Vector128.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double128 value, ref double target) => value.Bits.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(Double128 value, ref double target) => value.Bits.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 AtLeast(Double128 x, Double128 bound) => new(Vector128.MaxNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 AtMost(Double128 x, Double128 bound) => new(Vector128.MinNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MaxNumber(Double128 known, Double128 x) =>
        X86Base.IsSupported ? new(Vector128.MaxNative(x.Bits, known.Bits)) : new(Vector128.MaxNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MinNumber(Double128 known, Double128 x) =>
        X86Base.IsSupported ? new(Vector128.MinNative(x.Bits, known.Bits)) : new(Vector128.MinNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Abs(Double128 x) => new(Vector128.Abs(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Sqrt(Double128 x) => new(Vector128.Sqrt(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MulAdd(Double128 a, Double128 b, Double128 c) => new(Vector128.FusedMultiplyAdd(a.Bits, b.Bits, c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MulAdd(Double128 a, Double128 b, double c) => new(Vector128.FusedMultiplyAdd(a.Bits, b.Bits, Vector128.Create(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MulAdd(Double128 a, double b, Double128 c) => new(Vector128.FusedMultiplyAdd(a.Bits, Vector128.Create(b), c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 CopySign(Double128 magnitude, Double128 sign) => new(Vector128.CopySign(magnitude.Bits, sign.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 IfGreater(Double128 a, Double128 b, Double128 then, Double128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 IfGreaterOrEqual(Double128 a, Double128 b, Double128 then, Double128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 IfEqual(Double128 a, Double128 b, Double128 then, Double128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 IfNaN(Double128 x, Double128 then, Double128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.IsNaN(x.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Exp(Double128 x) => Transcendental<Double128, DoublePrecision>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 ExpOfNegative(Double128 x) => Transcendental<Double128, DoublePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Expm1(Double128 x) => Transcendental<Double128, DoublePrecision>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Log1p(Double128 x) => Transcendental<Double128, DoublePrecision>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Tanh(Double128 x) => Transcendental<Double128, DoublePrecision>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Erf(Double128 x) => DoublePrecision.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 SubtractNormalTail(Double128 from, Double128 x) => DoubleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 NormalTailSlope(Double128 x) => DoubleNormalTail.Slope(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 operator +(Double128 left, Double128 right) => new(left.Bits + right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 operator -(Double128 left, Double128 right) => new(left.Bits - right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 operator *(Double128 left, Double128 right) => new(left.Bits * right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 operator /(Double128 left, Double128 right) => new(left.Bits / right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 operator -(Double128 value) => new(-value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 LoadPartial(ref readonly double source, int count) => PartialMemory.Load128(in source, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Double128 value, ref double target, int count) => PartialMemory.Store(value, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double128 IBinaryLanes<Double128>.RoundToEven(Double128 x) => new(Vector128.Round(x.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double128 IBinaryLanes<Double128>.ScaleByPowerOfTwo(Double128 x, Double128 n) =>
        Avx512F.VL.IsSupported ? new(Avx512F.VL.Scale(x.Bits, n.Bits)) : PowerOfTwo.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double128 IBinaryLanes<Double128>.PowerOfTwo(Double128 n) =>
        new(((n.Bits + Vector128.Create(PowerOfTwo.DoubleMagic)).AsUInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double128 IBinaryLanes<Double128>.NearestExponent(Double128 x) =>
        new(
            (((x.Bits.AsUInt64() + Vector128.Create(PowerOfTwo.DoubleHalf)) >>> 52) | Vector128.Create(PowerOfTwo.DoubleUnits)).AsDouble()
                - Vector128.Create(PowerOfTwo.DoubleBias)
        );
}
