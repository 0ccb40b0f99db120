using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>4 numbers of type <see cref="float"/> in one register of 128 bits.</summary>
public readonly record struct Float128 : IWideLanes<Float128, float>, IBinaryLanes<Float128>
{
    /// <summary>The register. A field, because every property read is one more call for the compiler to inline, and it counts them.</summary>
    public readonly Vector128<float> Bits;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float128(Vector128<float> bits) => Bits = bits;

    /// <inheritdoc/>
    public static int Count => Vector128<float>.Count;

    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Of(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Broadcast(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Load(ref readonly float source) => new(Vector128.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Float128 value, ref float target) => value.Bits.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(Float128 value, ref float target) => value.Bits.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 AtLeast(Float128 x, Float128 bound) => new(Vector128.MaxNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 AtMost(Float128 x, Float128 bound) => new(Vector128.MinNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 MaxNumber(Float128 known, Float128 x) =>
        X86Base.IsSupported ? new(Vector128.MaxNative(x.Bits, known.Bits)) : new(Vector128.MaxNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 MinNumber(Float128 known, Float128 x) =>
        X86Base.IsSupported ? new(Vector128.MinNative(x.Bits, known.Bits)) : new(Vector128.MinNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Abs(Float128 x) => new(Vector128.Abs(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Sqrt(Float128 x) => new(Vector128.Sqrt(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 MulAdd(Float128 a, Float128 b, Float128 c) => new(Vector128.FusedMultiplyAdd(a.Bits, b.Bits, c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 MulAdd(Float128 a, Float128 b, double c) => new(Vector128.FusedMultiplyAdd(a.Bits, b.Bits, Vector128.Create((float)c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 MulAdd(Float128 a, double b, Float128 c) => new(Vector128.FusedMultiplyAdd(a.Bits, Vector128.Create((float)b), c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 CopySign(Float128 magnitude, Float128 sign) => new(Vector128.CopySign(magnitude.Bits, sign.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 IfGreater(Float128 a, Float128 b, Float128 then, Float128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 IfGreaterOrEqual(Float128 a, Float128 b, Float128 then, Float128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 IfEqual(Float128 a, Float128 b, Float128 then, Float128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 IfNaN(Float128 x, Float128 then, Float128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.IsNaN(x.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Exp(Float128 x) => Transcendental<Float128, SinglePrecision>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 ExpOfNegative(Float128 x) => Transcendental<Float128, SinglePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Expm1(Float128 x) => Transcendental<Float128, SinglePrecision>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Log1p(Float128 x) => Transcendental<Float128, SinglePrecision>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Tanh(Float128 x) => Transcendental<Float128, SinglePrecision>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Erf(Float128 x) => SinglePrecision.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 SubtractNormalTail(Float128 from, Float128 x) => SingleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 NormalTailSlope(Float128 x) => SingleNormalTail.Slope(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator +(Float128 left, Float128 right) => new(left.Bits + right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator -(Float128 left, Float128 right) => new(left.Bits - right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator *(Float128 left, Float128 right) => new(left.Bits * right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator /(Float128 left, Float128 right) => new(left.Bits / right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator -(Float128 value) => new(-value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 LoadPartial(ref readonly float source, int count) => PartialMemory.Load128(in source, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Float128 value, ref float target, int count) => PartialMemory.Store(value, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float128 IBinaryLanes<Float128>.RoundToEven(Float128 x) => new(Vector128.Round(x.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float128 IBinaryLanes<Float128>.ScaleByPowerOfTwo(Float128 x, Float128 n) =>
        Avx512F.VL.IsSupported ? new(Avx512F.VL.Scale(x.Bits, n.Bits)) : PowerOfTwo.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float128 IBinaryLanes<Float128>.PowerOfTwo(Float128 n) =>
        new(((n.Bits + Vector128.Create(PowerOfTwo.SingleMagic)).AsUInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float128 IBinaryLanes<Float128>.NearestExponent(Float128 x) =>
        new(
            (((x.Bits.AsUInt32() + Vector128.Create(PowerOfTwo.SingleHalf)) >>> 23) | Vector128.Create(PowerOfTwo.SingleUnits)).AsSingle()
                - Vector128.Create(PowerOfTwo.SingleBias)
        );
}
