using Relumine.Doctor.Checkups;
using Shouldly;

namespace Relumine.Trials.Tests;

public class ScoreboardRowTests
{
    [Theory]
    [InlineData(Verdict.Healthy, false, null, 0)]
    [InlineData(Verdict.NoIllnessFound, false, null, 0)]
    [InlineData(Verdict.Cured, false, 0.94, 0)]
    [InlineData(Verdict.Cured, false, 0.785, 1)]
    [InlineData(Verdict.NotCured, false, null, 1)]
    [InlineData(Verdict.Healthy, true, null, 1)]
    [InlineData(Verdict.Cured, true, 0.94, 1)]
    public void AHealthyNetworkIsAlarmedByWhatIsCriticalOrHelpsNothing(Verdict verdict, bool isCritical, double? treated, int alarms)
    {
        var seed = new ScoreboardSeed(1, verdict, null, isCritical ? ["dead-units"] : [], [], true, 0.78, treated, null, "", 1, 1, false, "");
        new ScoreboardRow("table", true, [], [seed]).Alarms.ShouldBe(alarms);
        new ScoreboardRow("table", false, [], [seed]).Alarms.ShouldBe(0);
    }
}
