using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Tests.Lanes;

/// <summary>Every width, and every way to do it on a width, picks the same entries out of a table.</summary>
public class SixteenFloatsTests
{
    private static readonly float[] s_table = [.. Enumerable.Range(0, 16).Select(i => 100f + i)];

    [Fact]
    public void TheLowestFourBitsOfAnIndexChooseTheEntry()
    {
        for (var start = -40; start < 40; start++)
        {
            int[] index = [.. Enumerable.Range(0, 16).Select(i => start + (37 * i))];
            var expected = Array.ConvertAll(index, i => s_table[i & 15]);
            Of(SixteenFloats.Pick(s_table, Vector512.Create(index))).ShouldBe(expected);
            Of(SixteenFloats.Pick(s_table, Vector256.Create(index))).ShouldBe(expected[..8]);
            Of(SixteenFloats.Pick(s_table, Vector128.Create(index))).ShouldBe(expected[..4]);
        }
    }

    [Fact]
    public void ProcessorsWithoutTheInstructionPickTheSame()
    {
        for (var start = 0; start < 16; start++)
        {
            int[] index = [.. Enumerable.Range(0, 8).Select(i => (start + (3 * i)) & 15)];
            var expected = Array.ConvertAll(index, i => s_table[i]);
            var quarters = Enumerable.Range(0, 4).Select(q => Vector128.Create(s_table, 4 * q)).ToArray();
            Of(SixteenFloats.OfQuarters(quarters[0], quarters[1], quarters[2], quarters[3], Vector128.Create(index))).ShouldBe(expected[..4]);
            if (Avx2.IsSupported)
            {
                Of(SixteenFloats.OfHalves(Vector256.Create(s_table), Vector256.Create(s_table, 8), Vector256.Create(index))).ShouldBe(expected);
            }
        }
    }

    [Fact]
    public void SixteenthsOfAnExponentArePowersOfTwoRoundedOnce()
    {
        for (var k = -1900; k < 2000; k++)
        {
            var power = SixteenFloats.PowerOfTwo(new Float128(Vector128.Create(12582912f + k))).Bits[0];
            power.ShouldBe((float)Math.Pow(2, k / 16.0), $"k = {k}");
        }
    }

    private static float[] Of(Vector512<float> v) => [.. Enumerable.Range(0, 16).Select(i => v[i])];

    private static float[] Of(Vector256<float> v) => [.. Enumerable.Range(0, 8).Select(i => v[i])];

    private static float[] Of(Vector128<float> v) => [.. Enumerable.Range(0, 4).Select(i => v[i])];
}
