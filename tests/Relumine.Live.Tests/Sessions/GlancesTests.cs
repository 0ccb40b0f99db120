using Relumine.Live.Sessions;

namespace Relumine.Live.Tests.Sessions;

public class GlancesTests
{
    [Fact]
    public void ShortStepsSeldomLookAtTheClock()
    {
        var clock = new Glances();

        Enumerable.Range(0, 10_000).Count(_ => clock.IsLookedAt()).ShouldBeLessThan(2_000);
    }

    [Fact]
    public void StepsThatBecomeLongLookAtEveryOne()
    {
        var clock = new Glances();
        for (var i = 0; i < 10_000; i++)
        {
            clock.IsLookedAt();
        }

        // The strides 64, 32, … 1 are behind it after less than twice 64 steps.
        for (var i = 0; i < 128; i++)
        {
            Thread.Sleep(2);
            clock.IsLookedAt();
        }

        for (var i = 0; i < 5; i++)
        {
            Thread.Sleep(2);
            clock.IsLookedAt().ShouldBeTrue();
        }
    }
}
