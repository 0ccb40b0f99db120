using Relumine.Doctor.Checkups;
using Relumine.Trials.Cases;

namespace Relumine.Trials.Tests.Cases;

/// <summary>The rules by which results are counted, each border from both sides.</summary>
public class CaseOutcomeTests
{
    private static readonly CaseExpectation s_sick = new() { Kind = CaseKind.Sick, Causes = ["data-scale", "unknown"] };

    private static readonly CaseResult s_cured = new("a", 1)
    {
        Verdict = Verdict.Cured,
        Causes = ["data-scale"],
        Critical = ["not-learning"],
        Untreated = 0.1,
        Treated = 0.9,
        Clean = 0.9,
        Cost = 3,
        Measured = 3,
    };

    [Theory]
    [InlineData(0.96, true)]
    [InlineData(0.94, false)]
    [InlineData(double.NaN, false)]
    public void ACureIsRealAtNinetyFivePercentOfTheCleanScore(double treated, bool real)
    {
        var outcome = Of(s_sick, s_cured with { Treated = treated, Clean = 1 });

        outcome.Curable.ShouldBeTrue();
        outcome.CureReal.ShouldBe(real);
        outcome.FalseCure.ShouldBe(!real);
    }

    [Fact]
    public void ACureOfNoiseIsNeverReal()
    {
        Of(new() { Kind = CaseKind.Noise }, s_cured).FalseCure.ShouldBeTrue();
        Of(new() { Kind = CaseKind.Noise }, s_cured with { Verdict = Verdict.NotCured }).FalseCure.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.8, 0.82, false)]
    [InlineData(0.8, 0.805, true)]
    [InlineData(double.NaN, 0.5, false)]
    public void WithoutACleanRecipeACureHasToRaiseTheScore(double untreated, double treated, bool isFalse) =>
        Of(new() { Kind = CaseKind.Open }, s_cured with { Untreated = untreated, Treated = treated, Clean = double.NaN }).FalseCure.ShouldBe(isFalse);

    [Fact]
    public void UnknownIsRightOnlyWhereThatIsExpectedAndSaid()
    {
        var silent = s_cured with { Causes = [], Verdict = Verdict.Healthy };

        Of(s_sick, s_cured).CauseRight.ShouldBeTrue();
        Of(s_sick, s_cured with { Causes = ["unknown"] }).CauseRight.ShouldBeTrue();
        Of(s_sick with { Causes = ["data-scale"] }, s_cured with { Causes = ["unknown"] }).CauseRight.ShouldBeFalse();
        Of(s_sick with { Causes = ["target-scale"] }, s_cured with { Causes = ["data-scale", "target-scale"] }).CauseRight.ShouldBeFalse();
        Of(s_sick, silent).CauseRight.ShouldBeFalse();
    }

    [Fact]
    public void FoundIsWhatIsSaidToBeWrong()
    {
        var silent = s_cured with { Causes = [], Critical = [], Verdict = Verdict.Healthy, Findings = ["overfitting"] };

        Of(s_sick, silent).Found.ShouldBeFalse();
        Of(s_sick, silent with { Verdict = Verdict.NoIllnessFound }).Found.ShouldBeFalse();
        Of(s_sick, silent with { Critical = ["not-learning"] }).Found.ShouldBeTrue();
        Of(s_sick with { Findings = ["overfitting"] }, silent).Found.ShouldBeTrue();
        Of(s_sick, s_cured with { Error = "no such file" }).Found.ShouldBeFalse();
        Of(s_sick with { Refusal = "is a softmax" }, s_cured with { Error = "model[3] is a softmax", Causes = [] }).CauseRight.ShouldBeTrue();
        Of(s_sick with { Refusal = "is a softmax" }, s_cured with { Error = "no such file", Causes = [] }).Found.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Verdict.Healthy, false, 0.9, double.NaN, false)]
    [InlineData(Verdict.Healthy, true, 0.9, double.NaN, true)]
    [InlineData(Verdict.NoIllnessFound, false, 0.9, double.NaN, false)]
    [InlineData(Verdict.NotCured, false, 0.9, double.NaN, true)]
    [InlineData(Verdict.Cured, false, 0.9, 0.92, false)]
    [InlineData(Verdict.Cured, false, 0.9, 0.905, true)]
    public void AHealthyNetworkMayOnlyBeTreatedToItsGain(Verdict verdict, bool critical, double untreated, double treated, bool alarm) =>
        Of(new() { Kind = CaseKind.Healthy }, s_cured with
        {
            Verdict = verdict,
            Critical = critical ? ["not-learning"] : [],
            Untreated = untreated,
            Treated = treated,
            Causes = [],
        }).FalseAlarm.ShouldBe(alarm);

    [Theory]
    [InlineData(Verdict.Cured, 3.5, true)]
    [InlineData(Verdict.Cured, 3.7, false)]
    [InlineData(Verdict.Healthy, 1.1, true)]
    [InlineData(Verdict.Healthy, 1.3, false)]
    public void CostHoldsWithinAFifth(Verdict verdict, double measured, bool holds) =>
        Of(new() { Kind = verdict == Verdict.Healthy ? CaseKind.Healthy : CaseKind.Sick }, s_cured with { Verdict = verdict, Measured = measured })
            .CostHolds.ShouldBe(holds);

    [Fact]
    public void TheShareOfTheFixedScoreCountsWhatTheUserIsLeftWith()
    {
        Of(s_sick, s_cured with { Treated = 0.45 }).Share!.Value.ShouldBe(0.5, 1e-12);
        Of(s_sick, s_cured with { Treated = double.NaN, Untreated = 0.09 }).Share!.Value.ShouldBe(0.1, 1e-12);
        Of(s_sick, s_cured with { Treated = 1 }).Share.ShouldBe(1);
        Of(s_sick, s_cured with { Untreated = -40, Treated = double.NaN }).Share.ShouldBe(0);
        Of(s_sick, s_cured with { Clean = -1 }).Share.ShouldBeNull();
    }

    private static CaseOutcome Of(CaseExpectation expected, CaseResult result) => new(expected, result, CaseLimits.Default);
}
