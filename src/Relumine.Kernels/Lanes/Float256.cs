using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>8 numbers of type <see cref="float"/> in one register of 256 bits.</summary>
public readonly record struct Float256 : IWideLanes<Float256, float>, IBinaryLanes<Float256>
{
    /// <summary>The register. A field, because every property read is one more call for the compiler to inline, and it counts them.</summary>
    public readonly Vector256<float> Bits;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float256(Vector256<float> bits) => Bits = bits;

    /// <inheritdoc/>
    public static int Count => Vector256<float>.Count;

    /// <inheritdoc/>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Of(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Broadcast(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Load(ref readonly float source) => new(Vector256.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Float256 value, ref float target) => value.Bits.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(Float256 value, ref float target) => value.Bits.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 AtLeast(Float256 x, Float256 bound) => new(Vector256.MaxNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 AtMost(Float256 x, Float256 bound) => new(Vector256.MinNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 MaxNumber(Float256 known, Float256 x) =>
        X86Base.IsSupported ? new(Vector256.MaxNative(x.Bits, known.Bits)) : new(Vector256.MaxNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 MinNumber(Float256 known, Float256 x) =>
        X86Base.IsSupported ? new(Vector256.MinNative(x.Bits, known.Bits)) : new(Vector256.MinNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Abs(Float256 x) => new(Vector256.Abs(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Sqrt(Float256 x) => new(Vector256.Sqrt(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 MulAdd(Float256 a, Float256 b, Float256 c) => new(Vector256.FusedMultiplyAdd(a.Bits, b.Bits, c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 MulAdd(Float256 a, Float256 b, double c) => new(Vector256.FusedMultiplyAdd(a.Bits, b.Bits, Vector256.Create((float)c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 MulAdd(Float256 a, double b, Float256 c) => new(Vector256.FusedMultiplyAdd(a.Bits, Vector256.Create((float)b), c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 CopySign(Float256 magnitude, Float256 sign) => new(Vector256.CopySign(magnitude.Bits, sign.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 IfGreater(Float256 a, Float256 b, Float256 then, Float256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 IfGreaterOrEqual(Float256 a, Float256 b, Float256 then, Float256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 IfEqual(Float256 a, Float256 b, Float256 then, Float256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 IfNaN(Float256 x, Float256 then, Float256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.IsNaN(x.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Exp(Float256 x) => Transcendental<Float256, SinglePrecision>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 ExpOfNegative(Float256 x) => Transcendental<Float256, SinglePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Expm1(Float256 x) => Transcendental<Float256, SinglePrecision>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Log1p(Float256 x) => Transcendental<Float256, SinglePrecision>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Tanh(Float256 x) => Transcendental<Float256, SinglePrecision>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Erf(Float256 x) => SinglePrecision.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 SubtractNormalTail(Float256 from, Float256 x) => SingleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 NormalTailSlope(Float256 x) => SingleNormalTail.Slope(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator +(Float256 left, Float256 right) => new(left.Bits + right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator -(Float256 left, Float256 right) => new(left.Bits - right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator *(Float256 left, Float256 right) => new(left.Bits * right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator /(Float256 left, Float256 right) => new(left.Bits / right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator -(Float256 value) => new(-value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 LoadPartial(ref readonly float source, int count) => PartialMemory.Load256(in source, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Float256 value, ref float target, int count) => PartialMemory.Store(value, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float256 IBinaryLanes<Float256>.RoundToEven(Float256 x) => new(Vector256.Round(x.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float256 IBinaryLanes<Float256>.ScaleByPowerOfTwo(Float256 x, Float256 n) =>
        Avx512F.VL.IsSupported ? new(Avx512F.VL.Scale(x.Bits, n.Bits)) : PowerOfTwo.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float256 IBinaryLanes<Float256>.PowerOfTwo(Float256 n) =>
        new(((n.Bits + Vector256.Create(PowerOfTwo.SingleMagic)).AsUInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float256 IBinaryLanes<Float256>.NearestExponent(Float256 x) =>
        new(
            (((x.Bits.AsUInt32() + Vector256.Create(PowerOfTwo.SingleHalf)) >>> 23) | Vector256.Create(PowerOfTwo.SingleUnits)).AsSingle()
                - Vector256.Create(PowerOfTwo.SingleBias)
        );
}
