using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Testing;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>A network that neglects a rare class is judged class by class; one that weighs its classes is not sick for that.</summary>
public class BalancedTests
{
    private static readonly string s_clinic = Path.Combine(Repository.Root, "recipes", "clinic");

    [Fact]
    public void ARareClassThatIsNeglectedIsToldApartByBalancedWeights()
    {
        var result = Checkup.Run(Recipe.Read(Path.Combine(s_clinic, "rare-class-neglected.json")));

        result.ScoreIsBalanced.ShouldBeTrue();
        result.Findings.ShouldNotContain(f => f.Severity == Severity.Critical);
        result.Causes[0].Cause.ShouldBe("class-imbalance", result.Story);
        result.Treated!.Score.ShouldBeGreaterThan(result.Untreated.Score + 0.1);
        CheckupWording.Yardstick(result).ShouldContain("balanced accuracy");
        result.Difference.ShouldContain(d => d.StartsWith("classWeights:", StringComparison.Ordinal));
    }

    [Fact]
    public void WithBalancedWeightsTheLossIsThatOfTheWeightedSamples()
    {
        var run = new RunBench(1, Thresholds.Default)
            .Run(Recipe.Read(Path.Combine(s_clinic, "rare-class-neglected.clean.json")), long.MaxValue, null, default).History;

        // Of two classes that count alike the best constant answer is a coin.
        run.Training!.ConstantLoss.ShouldBe(Math.Log(2), 1e-6);
        run.Training.Loss.ShouldBeLessThan(run.Training.ConstantLoss);
        run.Validation!.ConstantLoss.ShouldBe(Math.Log(2), 0.02);
        FindingCatalogue.Examine(FindingContext.Of(run, Thresholds.Default)).ShouldNotContain(f => f.Severity == Severity.Critical);
    }

    [Theory]
    [InlineData(new[] { 90, 10 }, new[] { 90, 0 }, 0.5, 0)]
    [InlineData(new[] { 90, 10 }, new[] { 81, 5 }, 0.7, 0.4)]
    [InlineData(new[] { 90, 10, 0 }, new[] { 90, 10, 0 }, 1, 1)]
    public void EveryClassCountsAlike(int[] samples, int[] right, double score, double skill)
    {
        var balanced = BalancedScore.Of(new Answers(samples, right), new LabelProfile(samples, []), Thresholds.Default)!;

        balanced.Score.ShouldBe(score, 1e-9);
        balanced.Constant.ShouldBe(0.5);
        CaseHistory.SkillOf(balanced.Score, balanced.Constant).ShouldBe(skill, 1e-9);

        // 3 · √(1/4 · (1/90 + 1/10)) ÷ 2 ÷ 1/2.
        balanced.Chance.ShouldBe(3 * Math.Sqrt(0.25 * ((1 / 90.0) + 0.1)), 1e-9);
    }

    [Fact]
    public void AClassOfOneSampleIsNotJudged()
    {
        int[] samples = [500, 1, 499];
        var labels = new LabelProfile(samples, ["cheap", "chaep", "dear"]);
        labels.TooFew(Thresholds.Default.Data).ShouldBe([1]);
        labels.IsUneven(Thresholds.Default.Data).ShouldBeFalse();
        BalancedScore.Of(new Answers(samples, [500, 0, 499]), labels, Thresholds.Default)!.Score.ShouldBe(1);

        // Twelve samples of four classes are few, but none of these is beside much more frequent ones.
        new LabelProfile([3, 3, 3, 3], []).TooFew(Thresholds.Default.Data).ShouldBeEmpty();

        var run = Borders.Sample.Run with { Labels = labels };
        var found = FindingCatalogue.Examine(FindingContext.Of(run, Thresholds.Default)).Where(f => f.Id == "class-imbalance").ShouldHaveSingleItem();
        found.Severity.ShouldBe(Severity.Warning);
        found.Message.ShouldContain("'chaep' has 1 of the 1,000 samples");
    }
}
