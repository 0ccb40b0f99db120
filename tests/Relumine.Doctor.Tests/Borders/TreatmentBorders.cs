using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Treatments;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of when a treatment has helped, and what it does.</summary>
internal static class TreatmentBorders
{
    // Of two classes so much of the rarer one is answered rightly, and all of the other.
    private static CaseHistory Rare(double share) =>
        Run with { Training = new Metrics(0.99, 0, 0.99, 0.1, 1000) { Skill = 1, Balanced = new((1 + share) / 2, 0.5, 0) } };

    private static readonly CaseHistory s_early = Run with { FullSteps = 1000, Early = [new EarlyStep(1, 2, 0.01, 1)] };

    public static IEnumerable<Border> All =>
        [
            new("Treatments.Cured", (t, x) => $"{Judged(t, 0.5).Reaches(Learned(x))}", 0.949, 0.951),
            new("Treatments.Cured", (t, x) => $"{Judged(t, 0.5).Judge(Diagnosed(t, x))}", 0.949, 0.951),
            new("Treatments.CuredSkill", (t, x) => $"{Judged(t, 0, possible: 0.5).Judge(Diagnosed(t, x))}", 0.899, 0.901),
            new("Treatments.HoldingSkill", (t, x) => $"{Judged(t, 0, possible: 0.1).Judge(Diagnosed(t, x, s_byHeart))}", 0.499, 0.501),
            new("Treatments.HoldingSkill", (t, x) => $"{TreatmentJudgement.KnowsEveryClass(Rare(x), t.Treatments)}", 0.499, 0.501),
            new("Treatments.StrongSkill", (t, x) => $"{Judged(t, 0).IsStrong(Made(t, "init-bias", x))}", 0.899, 0.901),
            new("Treatments.TunedSkill", (t, x) => $"{Judged(t, 0).IsWeak(Made(t, "init-bias", x))}", 0.799, 0.801),
            new("Treatments.MostDead", (t, x) => $"{Judged(t, 0.6, Patient.Run(Layer with { Dead = Count(x) })).IsMostlyAlive}", 0.499, 0.501),
            new("Treatments.StillLearning", (t, x) => $"{TreatmentJudgement.IsStillLearning(Rising(x), t)}", 0.0299, 0.0301),
            new("Treatments.StillFalling", (t, x) => $"{TreatmentJudgement.IsStillLearning(Falling(x), t)}", 0.0499, 0.0501),
            Border.Dose("Treatments.Lengthening", "6", t => $"{Treatment.Longer(Recipe() with { Epochs = 2 }, t.Treatments).Epochs}"),
            new("Treatments.Helps", (t, x) => $"{Judged(t, 0.5).Judge(Diagnosed(t, 0.5 + x))}", 0.0299, 0.0301),
            new("Treatments.Helps", (t, x) => $"{Judged(t, 0).Helps(Diagnosed(t, 0.5 + x), Made(t, "init-bias", 0.5))}", 0.0299, 0.0301),
            new("Treatments.MayLose", (t, x) => $"{Judged(t, 0.8, HalfDead).Keeps(Learned(0.8 - x))}", 0.0299, 0.0301),
            new("Treatments.MayLoseHarmless", (t, x) => $"{Judged(t, 0.95, HalfDead).Keeps(Learned(0.95 - x))}", 0.0099, 0.0101),
            new("Treatments.SickSeeds", (t, x) => Of(t, x, Verdict.Cured, Verdict.Healthy), 0.499, 0.5),
            new("Treatments.CuredSeeds", (t, x) => Of(t, x, Verdict.Cured, Verdict.Improved), 0.799, 0.8),
            new("Treatments.ImprovedSeeds", (t, x) => Of(t, x, Verdict.Improved, Verdict.NotCured), 0.499, 0.5),
            Border.Dose("Treatments.LowerRate", "set lr to 0.03", t => Tried<LowerRate>(t, Run, "init-bias").Split(", ")[0]),
            Border.Dose("Treatments.MuchLowerRate", "set lr to 0.01", t => Tried<LowerRate>(t, Run, "init-bias").Split(", ")[1]),
            Border.Dose("Treatments.HigherRate", "set lr to 0.3", t => Tried<RaiseRate>(t, Run, "init-bias").Split(", ")[0]),
            Border.Dose("Treatments.MuchHigherRate", "set lr to 1", t => Tried<RaiseRate>(t, Run, "init-bias").Split(", ")[1]),
            Border.Dose(
                "Treatments.CalmerRate",
                "0.03",
                t => RecipeEdit.Text(Treatment.Calmer(Treatment.Calmer(Recipe(), t.Treatments), t.Treatments).Optimizer.LearningRate)
            ),
            Border.Dose("Treatments.AdamRate", "use adam with lr 0.005", t => Tried<UseAdam>(t, Run, "init-bias")),
            Border.Dose(
                "Treatments.ClipNorm",
                "limit the norm of the gradients to 1",
                t => Tried<ClipGradients>(t, Run with { Early = [new(1, 2, 0.01, 100)] }, "init-bias")
            ),
            new("Treatments.LargeGradient", (t, x) => Tried<ClipGradients>(t, Run with { Early = [new(1, 2, 0.01, x)] }, "init-bias"), 9.9, 10.1),
            Border.Dose("Treatments.WarmUp", "let the rate grow during the first tenth", t => Tried<WarmUp>(t, s_early, "learning-rate-too-high")),
        ];

    // Everything that was learned from, whatever it knows of other samples.
    private static readonly CaseHistory s_byHeart = Run with { Training = new Metrics(1, 0, 0, 1, 1000) { Skill = 1 } };

    // Four epochs, of which the last knows more than the one before.
    private static CaseHistory Rising(double more) => Run with
    {
        Labels = new LabelProfile([500, 500], ["a", "b"]),
        Score = 0.5 + more,
        Curve = [.. new[] { 0, 0.2, 0.4, 0.5, 0.5 + more }.Select((score, i) => new CurvePoint(i, 1 - score, score, 0))],
    };

    // Numbers as targets: the last of four epochs leaves a smaller part of the variance unexplained, by a share.
    private static CaseHistory Falling(double share) => Run with
    {
        Labels = null,
        Score = 0.8,
        Curve = [.. new[] { 0, 0.2, 0.4, 0.8, 1 - (0.2 * (1 - share)) }.Select((score, i) => new CurvePoint(i, 1 - score, score, 0))],
    };

    private static TreatmentJudgement Judged(Thresholds limits, double skill, CaseHistory? run = null, double possible = 1) =>
        new(Diagnosed(limits, skill, run), possible);

    // A share x of a thousand seeds ended one way, all others the other way.
    private static string Of(Thresholds limits, double x, Verdict some, Verdict others) =>
        $"{TreatmentJudgement.Of([.. Enumerable.Range(0, 1000).Select(i => i < Count(x) ? some : others)], limits.Treatments)}";
}
