using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Engine.Tests.Learning;

/// <summary>Powers that are kept are those that would be computed.</summary>
public class PowersTests
{
    [Fact]
    public void EveryOrderOfQuestionsGivesThePower()
    {
        double[] rates = [0.9, 0.999, 0, 0.9, 1, 0.9, 0.999, 0.999];
        foreach (var step in new long[] { 0, 1, 1, 2, 1, 100_000, 3, 0, 3 })
        {
            foreach (var rate in rates)
            {
                Powers.Of(rate, step).ShouldBe(Math.Pow(rate, step), $"{rate} to the {step}");
            }
        }
    }
}
