using Relumine.Engine.Learning.Schedules;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Learning;

public class ScheduleTests
{
    private const long Total = 1000;
    private const long PerEpoch = 50;

    public static TheoryData<string> Names => [.. ScheduleCatalogue.All.Select(s => s.Name)];

    [Fact]
    public void AllAreFound()
    {
        ScheduleCatalogue
            .All.Select(s => s.Name)
            .ShouldBe(["constant", "cosine", "exponential", "inverseTime", "multiStep", "oneCycle", "step", "warmUp"], ignoreOrder: true);
        ScheduleCatalogue.Find("cosine").ShouldBe(new CosineSchedule());
        ScheduleCatalogue.Find("sine").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FactorsAreSharesOfTheRateAndRunsOfOneStepHaveOne(string name)
    {
        var schedule = ScheduleCatalogue.Find(name)!;
        for (var step = 0L; step < Total; step++)
        {
            schedule.Factor(step, Total, PerEpoch).ShouldBeInRange(0, 1, $"step {step}");
        }

        schedule.Factor(0, 1, 1).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void AStepScheduleFallsAfterWholeEpochs()
    {
        var schedule = new StepSchedule(0.5, 3);
        schedule.Factor((3 * PerEpoch) - 1, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(3 * PerEpoch, Total, PerEpoch).ShouldBe(0.5);
        schedule.Factor(6 * PerEpoch, Total, PerEpoch).ShouldBe(0.25);
    }

    [Fact]
    public void AStepScheduleMayCountSteps()
    {
        var schedule = new StepSchedule(0.5, steps: 7);
        schedule.Factor(6, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(7, Total, PerEpoch).ShouldBe(0.5);
        schedule.Factor(70, Total, PerEpoch).ShouldBe(Math.Pow(0.5, 10));
    }

    [Fact]
    public void MilestonesAreEpochsOrSteps()
    {
        var epochs = new MultiStepSchedule(0.1, epochs: [2, 3]);
        epochs.Factor((2 * PerEpoch) - 1, Total, PerEpoch).ShouldBe(1);
        epochs.Factor(2 * PerEpoch, Total, PerEpoch).ShouldBe(0.1);
        epochs.Factor(3 * PerEpoch, Total, PerEpoch).ShouldBe(0.01, 1e-15);
        var steps = new MultiStepSchedule(0.5, steps: [10, 15]);
        steps.Factor(9, Total, PerEpoch).ShouldBe(1);
        steps.Factor(10, Total, PerEpoch).ShouldBe(0.5);
        steps.Factor(999, Total, PerEpoch).ShouldBe(0.25);
        epochs.ShouldBe(new MultiStepSchedule(0.1, epochs: [2, 3]));
    }

    [Fact]
    public void SmoothFallsAreThoseOfTheirFormulas()
    {
        // A factor of 0.5 over 20 steps; and 1/(1 + 0.1·step), the decay of older optimizers.
        new ExponentialSchedule(0.5, 20).Factor(20, Total, PerEpoch).ShouldBe(0.5);
        new ExponentialSchedule(0.5, 20).Factor(10, Total, PerEpoch).ShouldBe(Math.Sqrt(0.5), 1e-15);
        new InverseTimeSchedule(0.1).Factor(0, Total, PerEpoch).ShouldBe(1);
        new InverseTimeSchedule(0.1).Factor(30, Total, PerEpoch).ShouldBe(0.25, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AskingForARateAllocatesNothing(string name)
    {
        var schedules = new[] { ScheduleCatalogue.Find(name)!, new MultiStepSchedule(0.1, steps: [10, 15]) };
        Allocations.Of(() =>
        {
            foreach (var schedule in schedules)
            {
                for (var step = 0; step < 100; step++)
                {
                    schedule.Factor(step, Total, PerEpoch);
                }
            }
        }).ShouldBe(0);
    }

    [Fact]
    public void ACosineBeginsAt1IsHalfwayInTheMiddleAndEndsAtItsShare()
    {
        var schedule = new CosineSchedule(0.2);
        schedule.Factor(0, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(Total / 2, Total, PerEpoch).ShouldBe(0.6, 1e-12);
        schedule.Factor(Total, Total, PerEpoch).ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void AWarmUpHandsOverTheStepsThatAreLeft()
    {
        var schedule = new WarmUpSchedule(100, new CosineSchedule());
        schedule.Factor(0, Total, PerEpoch).ShouldBe(0.01);
        schedule.Factor(99, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(100, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(550, Total, PerEpoch).ShouldBe(0.5, 1e-12);
        new WarmUpSchedule(100).Factor(5, 3, 1).ShouldBe(0.06);
    }

    [Fact]
    public void OneCycleRisesTo1AndFallsToAlmostNothing()
    {
        var schedule = new OneCycleSchedule();
        schedule.Factor(0, 1001, PerEpoch).ShouldBe(0.04, 1e-12);
        schedule.Factor(150, 1001, PerEpoch).ShouldBe(0.52, 1e-12);
        schedule.Factor(300, 1001, PerEpoch).ShouldBe(1, 1e-12);
        schedule.Factor(1000, 1001, PerEpoch).ShouldBe(4e-6, 1e-12);
    }

    [Fact]
    public void ImpossibleNumbersAreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new StepSchedule(2));
        Should.Throw<ArgumentOutOfRangeException>(() => new StepSchedule(0.1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new CosineSchedule(double.NaN));
        Should.Throw<ArgumentException>(() => new MultiStepSchedule(0.1, [3, 3])).Message.ShouldContain("number 2 is 3");
        Should.Throw<ArgumentException>(() => new MultiStepSchedule(0.1, [3], [4]));
        Should.Throw<ArgumentOutOfRangeException>(() => new ExponentialSchedule(0.5, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new InverseTimeSchedule(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new WarmUpSchedule(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new OneCycleSchedule(-0.1));
    }
}
