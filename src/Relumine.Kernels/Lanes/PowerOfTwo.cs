using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Lanes;

/// <summary>Exponent arithmetic on IEEE numbers without conversions between integers and floating point.</summary>
internal static class PowerOfTwo
{
    /// <summary>
    /// n plus this has n + bias in its lowest bits, because its unit in the last place is 1; shifted into the exponent
    /// field that is 2ⁿ.
    /// </summary>
    public const float SingleMagic = 12582912 + 127;

    /// <inheritdoc cref="SingleMagic"/>
    public const double DoubleMagic = 6755399441055744 + 1023;

    /// <summary>The distance between the bits of √½ and of 1: adding it moves the border of the exponent from 1 down to √½.</summary>
    public const uint SingleHalf = 0x3F800000 - 0x3F3504F3;

    /// <inheritdoc cref="SingleHalf"/>
    public const ulong DoubleHalf = 0x3FF0000000000000 - 0x3FE6A09E667F3BCD;

    /// <summary>The bits of 2²³: a small integer put into its lowest bits makes the number 2²³ + integer.</summary>
    public const uint SingleUnits = 0x4B000000;

    /// <inheritdoc cref="SingleUnits"/>
    public const ulong DoubleUnits = 0x4330000000000000;

    /// <summary>What is too much after that: 2²³ and the bias of the exponent.</summary>
    public const float SingleBias = 8388608 + 127;

    /// <inheritdoc cref="SingleBias"/>
    public const double DoubleBias = 4503599627370496 + 1023;

    /// <summary>x·2ⁿ in two steps of which the first is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<V>(V x, V n) where V : struct, IBinaryLanes<V>
    {
        var half = V.RoundToEven(n * V.Of(0.5));
        return x * V.PowerOfTwo(half) * V.PowerOfTwo(n - half);
    }
}
