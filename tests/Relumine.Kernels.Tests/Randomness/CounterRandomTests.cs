using Relumine.Kernels.Randomness;

namespace Relumine.Kernels.Tests.Randomness;

public class CounterRandomTests
{
    private const int Count = 100_000;

    /// <summary>The known answers published with the generator (Random123, philox4x32-10).</summary>
    [Fact]
    public void PhiloxGivesThePublishedAnswers()
    {
        CounterRandom.Block(0, 0, 0, 0).ShouldBe((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u));
        CounterRandom.Block(ulong.MaxValue, uint.MaxValue, uint.MaxValue, ulong.MaxValue).ShouldBe((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu));
        CounterRandom.Block(0x85a308d3243f6a88, 0x13198a2e, 0x03707344, 0x299f31d0a4093822).ShouldBe((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u));
    }

    [Fact]
    public void ANumberDependsOnSeedStreamStepAndIndexAlone()
    {
        var random = new CounterRandom(7, 3, 5);
        random.Uniform(11).ShouldBe(new CounterRandom(7, 3, 5).Uniform(11));
        double[] others =
        [
            new CounterRandom(8, 3, 5).Uniform(11),
            new CounterRandom(7, 4, 5).Uniform(11),
            new CounterRandom(7, 3, 6).Uniform(11),
            random.Uniform(10),
            random.Uniform(12),
        ];
        others.ShouldNotContain(random.Uniform(11));
        others.ShouldBeUnique();
    }

    [Fact]
    public void BitsAreTheWordsOfFourBlocksSideBySide()
    {
        var random = new CounterRandom(0x299f31d0a4093822, 0x03707344, 0x13198a2e);
        foreach (var first in (long[])[0, 32, 0x3FFFFFFF0, 0x4000000000])
        {
            var bits = new uint[45];
            random.Bits(first, bits);
            for (var i = 0; i < bits.Length; i++)
            {
                var (a, b, c, d) = CounterRandom.Block((ulong)(first + i) / 16 * 4 + (ulong)i % 4, random.Step, random.Stream, random.Seed);
                bits[i].ShouldBe(((uint[])[a, b, c, d])[i % 16 / 4], $"{i} of {first}");
            }
        }

        Should.Throw<ArgumentOutOfRangeException>(() => random.Bits(8, new uint[4]));
    }

    [Fact]
    public void UniformNumbersFillTheIntervalEvenly()
    {
        var random = new CounterRandom(1, 0, 0);
        var bins = new int[10];
        for (var i = 0; i < Count; i++)
        {
            bins[(int)(random.Uniform(i) * 10)]++;
        }

        // χ² with 9 degrees of freedom is above 27.9 once in a thousand; these numbers never change.
        bins.Sum(b => Math.Pow(b - Count / 10, 2) / (Count / 10)).ShouldBeLessThan(27.9);
    }

    [Fact]
    public void NormalNumbersHaveMean0Variance1AndTheRightTails()
    {
        var random = new CounterRandom(2, 1, 0);
        var numbers = Enumerable.Range(0, Count).Select(i => random.Normal(i)).ToList();
        numbers.Average().ShouldBe(0, 4 / Math.Sqrt(Count));
        numbers.Average(z => z * z).ShouldBe(1, 4 * Math.Sqrt(2.0 / Count));
        (numbers.Count(z => Math.Abs(z) > 2) / (double)Count).ShouldBe(0.0455, 0.0027);
        numbers.Zip(numbers.Skip(1), (a, b) => a * b).Average().ShouldBe(0, 4 / Math.Sqrt(Count));
    }
}
