using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Units;

public class WordingTests
{
    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.344, "34.4 %")]
    [InlineData(0.34375, "34.4 %")]
    [InlineData(0.01, "1 %")]
    [InlineData(0.0003, "0.03 %")]
    [InlineData(0.00035, "0.035 %")]
    [InlineData(0.0000012, "0.00012 %")]
    [InlineData(0.99999, "over 99.9 %")]
    [InlineData(0.999, "99.9 %")]
    [InlineData(double.NaN, "unknown")]
    public void SharesAreNeverRoundedToNothingOrAll(double share, string text) => Wording.Percent(share).ShouldBe(text);

    [Fact]
    public void CountsHaveThousands()
    {
        Wording.Count(10_000, "sample").ShouldBe("10,000 samples");
        Wording.Count(1, "sample").ShouldBe("1 sample");
    }
}
