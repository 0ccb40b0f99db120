using Relumine.Engine.Learning.Schedules;

namespace Relumine.Engine.Tests.Learning;

public class ScheduleTests
{
    private const long Total = 1000;
    private const long PerEpoch = 50;

    public static TheoryData<string> Names => [.. ScheduleCatalogue.All.Select(s => s.Name)];

    [Fact]
    public void All_are_found()
    {
        ScheduleCatalogue.All.Select(s => s.Name).ShouldBe(["constant", "cosine", "oneCycle", "step", "warmUp"], ignoreOrder: true);
        ScheduleCatalogue.Find("cosine").ShouldBe(new CosineSchedule());
        ScheduleCatalogue.Find("sine").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Factors_are_shares_of_the_rate_and_runs_of_one_step_have_one(string name)
    {
        var schedule = ScheduleCatalogue.Find(name)!;
        for (var step = 0L; step < Total; step++)
        {
            schedule.Factor(step, Total, PerEpoch).ShouldBeInRange(0, 1, $"step {step}");
        }

        schedule.Factor(0, 1, 1).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void A_step_schedule_falls_after_whole_epochs()
    {
        var schedule = new StepSchedule(0.5, 3);
        schedule.Factor((3 * PerEpoch) - 1, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(3 * PerEpoch, Total, PerEpoch).ShouldBe(0.5);
        schedule.Factor(6 * PerEpoch, Total, PerEpoch).ShouldBe(0.25);
    }

    [Fact]
    public void A_cosine_begins_at_1_is_halfway_in_the_middle_and_ends_at_its_share()
    {
        var schedule = new CosineSchedule(0.2);
        schedule.Factor(0, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(Total / 2, Total, PerEpoch).ShouldBe(0.6, 1e-12);
        schedule.Factor(Total, Total, PerEpoch).ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void A_warm_up_hands_over_the_steps_that_are_left()
    {
        var schedule = new WarmUpSchedule(100, new CosineSchedule());
        schedule.Factor(0, Total, PerEpoch).ShouldBe(0.01);
        schedule.Factor(99, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(100, Total, PerEpoch).ShouldBe(1);
        schedule.Factor(550, Total, PerEpoch).ShouldBe(0.5, 1e-12);
        new WarmUpSchedule(100).Factor(5, 3, 1).ShouldBe(0.06);
    }

    [Fact]
    public void One_cycle_rises_to_1_and_falls_to_almost_nothing()
    {
        var schedule = new OneCycleSchedule();
        schedule.Factor(0, 1001, PerEpoch).ShouldBe(0.04, 1e-12);
        schedule.Factor(150, 1001, PerEpoch).ShouldBe(0.52, 1e-12);
        schedule.Factor(300, 1001, PerEpoch).ShouldBe(1, 1e-12);
        schedule.Factor(1000, 1001, PerEpoch).ShouldBe(4e-6, 1e-12);
    }

    [Fact]
    public void Impossible_numbers_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new StepSchedule(2));
        Should.Throw<ArgumentOutOfRangeException>(() => new StepSchedule(0.1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new CosineSchedule(double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => new WarmUpSchedule(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new OneCycleSchedule(-0.1));
    }
}
