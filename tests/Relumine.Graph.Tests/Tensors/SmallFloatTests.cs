using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Tensors;

/// <summary>Floats of 8 bits and fewer, by what their specifications say of single numbers, and by laws that hold for all of them.</summary>
public class SmallFloatTests
{
    public static TheoryData<NarrowType> All =>
        [NarrowType.Float8E4M3FN, NarrowType.Float8E4M3FNUZ, NarrowType.Float8E5M2, NarrowType.Float8E5M2FNUZ, NarrowType.Float4E2M1, NarrowType.Float8E8M0];

    // Tables of Micikevicius et al. 2022, of the UZ formats in ONNX's technical details, and of the OCP specification of 2023.
    [Theory]
    [InlineData(NarrowType.Float8E4M3FN, 0x7E, 448)]
    [InlineData(NarrowType.Float8E4M3FN, 0x7F, float.NaN)]
    [InlineData(NarrowType.Float8E4M3FN, 0x01, 0.001953125)]
    [InlineData(NarrowType.Float8E4M3FN, 0x08, 0.015625)]
    [InlineData(NarrowType.Float8E4M3FNUZ, 0x80, float.NaN)]
    [InlineData(NarrowType.Float8E4M3FNUZ, 0x7F, 240)]
    [InlineData(NarrowType.Float8E4M3FNUZ, 0x01, 0.0009765625)]
    [InlineData(NarrowType.Float8E5M2, 0x7B, 57344)]
    [InlineData(NarrowType.Float8E5M2, 0xFC, float.NegativeInfinity)]
    [InlineData(NarrowType.Float8E5M2, 0x01, 1.52587890625e-5)]
    [InlineData(NarrowType.Float8E5M2FNUZ, 0xFF, -57344)]
    [InlineData(NarrowType.Float8E5M2FNUZ, 0x01, 7.62939453125e-6)]
    [InlineData(NarrowType.Float4E2M1, 0x7, 6)]
    [InlineData(NarrowType.Float4E2M1, 0x9, -0.5)]
    [InlineData(NarrowType.Float8E8M0, 0x7F, 1)]
    [InlineData(NarrowType.Float8E8M0, 0xFF, float.NaN)]
    public void BitsMeanWhatTheSpecificationSays(NarrowType type, int bits, double expected) =>
        ((double)SmallFloat.Of(type)!.Decode(bits)).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(All))]
    public void WhatIsOneOfThemStays(NarrowType type)
    {
        var format = SmallFloat.Of(type)!;
        foreach (var number in Numbers(type).Where(float.IsFinite))
        {
            BitConverter.SingleToInt32Bits(format.Round(number, default)).ShouldBe(BitConverter.SingleToInt32Bits(number), $"{number}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WhatLiesBetweenGoesToTheNearest(NarrowType type)
    {
        var format = SmallFloat.Of(type)!;
        var numbers = Numbers(type).Where(float.IsFinite).Distinct().Order().ToArray();
        var nearest = new SmallFloatRounding(Direction: PowerRounding.Nearest);
        foreach (var (low, high) in numbers.Zip(numbers.Skip(1)))
        {
            format.Round(low + ((high - low) * 0.4f), nearest).ShouldBe(low, $"between {low} and {high}");
            format.Round(low + ((high - low) * 0.6f), nearest).ShouldBe(high, $"between {low} and {high}");
        }
    }

    [Theory]
    [InlineData(NarrowType.Float8E4M3FN, 448, float.NaN)]
    [InlineData(NarrowType.Float8E4M3FNUZ, 240, float.NaN)]
    [InlineData(NarrowType.Float8E5M2, 57344, float.PositiveInfinity)]
    [InlineData(NarrowType.Float8E5M2FNUZ, 57344, float.NaN)]
    public void WhatIsTooLargeIsTheLargestOrOverflows(NarrowType type, float largest, float beyond)
    {
        var format = SmallFloat.Of(type)!;
        foreach (var value in new[] { largest * 1.5f, 1e30f, float.PositiveInfinity })
        {
            format.Round(value, default).ShouldBe(largest);
            format.Round(-value, default).ShouldBe(-largest);
            format.Round(value, new SmallFloatRounding(Overflows: true)).ShouldBe(beyond);
        }
    }

    private static IEnumerable<float> Numbers(NarrowType type) => Enumerable.Range(0, 1 << type.Bits()).Select(SmallFloat.Of(type)!.Decode);
}
