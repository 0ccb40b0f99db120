using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relumine.Kernels.Lanes;

/// <summary>16 numbers of type <see cref="float"/> in one register of 512 bits.</summary>
public readonly record struct Float512 : IWideLanes<Float512, float>, IBinaryLanes<Float512>
{
    /// <summary>The register. A field, because every property read is one more call for the compiler to inline, and it counts them.</summary>
    public readonly Vector512<float> Bits;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float512(Vector512<float> bits) => Bits = bits;

    /// <inheritdoc/>
    public static int Count => Vector512<float>.Count;

    /// <inheritdoc/>
    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Of(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Load(ref readonly float source) => new(Vector512.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Float512 value, ref float target) => value.Bits.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(Float512 value, ref float target) => value.Bits.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 AtLeast(Float512 x, Float512 bound) => new(Vector512.MaxNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 AtMost(Float512 x, Float512 bound) => new(Vector512.MinNative(bound.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MaxNumber(Float512 known, Float512 x) =>
        X86Base.IsSupported ? new(Vector512.MaxNative(x.Bits, known.Bits)) : new(Vector512.MaxNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MinNumber(Float512 known, Float512 x) =>
        X86Base.IsSupported ? new(Vector512.MinNative(x.Bits, known.Bits)) : new(Vector512.MinNumber(known.Bits, x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Abs(Float512 x) => new(Vector512.Abs(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Sqrt(Float512 x) => new(Vector512.Sqrt(x.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MulAdd(Float512 a, Float512 b, Float512 c) => new(Vector512.FusedMultiplyAdd(a.Bits, b.Bits, c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MulAdd(Float512 a, Float512 b, double c) => new(Vector512.FusedMultiplyAdd(a.Bits, b.Bits, Vector512.Create((float)c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MulAdd(Float512 a, double b, Float512 c) => new(Vector512.FusedMultiplyAdd(a.Bits, Vector512.Create((float)b), c.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 CopySign(Float512 magnitude, Float512 sign) => new(Vector512.CopySign(magnitude.Bits, sign.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 IfGreater(Float512 a, Float512 b, Float512 then, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 IfGreaterOrEqual(Float512 a, Float512 b, Float512 then, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 IfEqual(Float512 a, Float512 b, Float512 then, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Bits, b.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 IfNaN(Float512 x, Float512 then, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.IsNaN(x.Bits), then.Bits, otherwise.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Exp(Float512 x) => Transcendental<Float512, SinglePrecision>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 ExpOfNegative(Float512 x) => Transcendental<Float512, SinglePrecision>.ExpOfNegative(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Expm1(Float512 x) => Transcendental<Float512, SinglePrecision>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Log1p(Float512 x) => Transcendental<Float512, SinglePrecision>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Tanh(Float512 x) => Transcendental<Float512, SinglePrecision>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Erf(Float512 x) => SinglePrecision.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 SubtractNormalTail(Float512 from, Float512 x) => SingleNormalTail.SubtractFrom(from, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 NormalTailSlope(Float512 x) => SingleNormalTail.Slope(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator +(Float512 left, Float512 right) => new(left.Bits + right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator -(Float512 left, Float512 right) => new(left.Bits - right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator *(Float512 left, Float512 right) => new(left.Bits * right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator /(Float512 left, Float512 right) => new(left.Bits / right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator -(Float512 value) => new(-value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 LoadPartial(ref readonly float source, int count) => PartialMemory.Load512(in source, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Float512 value, ref float target, int count) => PartialMemory.Store(value, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float512 IBinaryLanes<Float512>.RoundToEven(Float512 x) => new(Vector512.Round(x.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float512 IBinaryLanes<Float512>.ScaleByPowerOfTwo(Float512 x, Float512 n) =>
        Avx512F.IsSupported ? new(Avx512F.Scale(x.Bits, n.Bits)) : PowerOfTwo.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float512 IBinaryLanes<Float512>.PowerOfTwo(Float512 n) =>
        new(((n.Bits + Vector512.Create(PowerOfTwo.SingleMagic)).AsUInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Float512 IBinaryLanes<Float512>.NearestExponent(Float512 x) =>
        new(
            (((x.Bits.AsUInt32() + Vector512.Create(PowerOfTwo.SingleHalf)) >>> 23) | Vector512.Create(PowerOfTwo.SingleUnits)).AsSingle()
                - Vector512.Create(PowerOfTwo.SingleBias)
        );
}
