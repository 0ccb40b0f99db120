using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what an experiment must show.</summary>
internal static class ExperimentBorders
{
    private const string Rate = "learning-rate-too-high";
    private const string Bias = "init-bias";

    private static readonly CaseHistory s_collapsed = With(Layer with { Dead = Sample.Units }) with { Score = 0 };

    public static IEnumerable<Border> All =>
        [
            new("Experiments.HarmlessSkill", (t, x) => $"{Made(t, Bias, x, run: HalfDead).Heals(0.15, Diagnosed(t, 0))}", 0.899, 0.901),
            new("Experiments.MuchSkill", (t, x) => $"{Made(t, Bias, x, run: HalfDead).Heals(0.15, Diagnosed(t, 0, s_collapsed))}", 0.499, 0.501),
            new("Experiments.AsGood", (t, x) => Restoring(t, Made(t, Rate, 1), Made(t, "momentum-too-high", x)), 0.899, 0.901),
            new(
                "Experiments.AsGood",
                (t, x) =>
                    $"{Reading(t, Sick(t) with { Run = Sick(t).Run with { Potential = 1 } }, Made(t, Bias, x)).IsExplainedWithout(Made(t, Rate, 0).Proposed)}",
                0.899,
                0.901
            ),
            new("Experiments.EvidentAsGood", (t, x) => Restoring(t, Made(t, Rate, 1), Made(t, Bias, x, evidence: 1)), 0.499, 0.501),
            new(
                "Experiments.EvidentAsGood",
                (t, x) => $"{Reading(t, Sick(t), Made(t, Rate, 0.8, before: 0), Made(t, Bias, x * 0.8)).Partial.Count}",
                0.499,
                0.501
            ),
            new("Experiments.PlainSkill", (t, x) => $"{Reading(t, Sick(t), Made(t, Bias, x)).IsExplainedWithout(Made(t, Rate, 0).Proposed)}", 0.699, 0.701),
            new("Experiments.Gained", (t, x) => $"{Reading(t, Sick(t), Made(t, Bias, 0.02 + x, before: 0.02)).Partial.Count}", 0.0799, 0.0801),
            new("Experiments.LowerLoss", (t, x) => $"{Made(t, Bias, 0.5, before: 0.5, run: Run with { Loss = 1 - x }).Improvement(Sick(t))}", 0.099, 0.101),
            Border.Dose("Experiments.Scatter", "0.770", t => Least(t, Diagnosed(t, 0.8, HalfDead))),
            Border.Dose("Experiments.OfTheRest", "0.860", t => Least(t, Diagnosed(t, 0.8))),
            Border.Dose("Experiments.Ahead", "0.900", t => Least(t, Diagnosed(t, 0.9, Run with { Potential = 1 }), before: 0.8)),
            Border.Dose("Experiments.AheadOfTheRest", "0.520", t => Least(t, Diagnosed(t, 0.5, Run with { Potential = 1 }), before: 0.2)),
            new("Experiments.OtherOptimizer", (t, x) => $"{Reading(t, Sick(t)).WasMissing(Made(t, Bias, 0.3 + x), Made(t, Bias, 0.3))}", 0.099, 0.101),
            Border.Dose("Experiments.SmallBatch", "16", t => $"{Small(t).Samples}"),
            Border.Dose("Experiments.SmallBatchSteps", "300", t => $"{Small(t).Steps}"),
            new(
                "Experiments.OnsetDeath",
                (t, x) => $"{Reading(t, Diagnosed(t, 0, With(Layer with { Dead = Count(x), KilledAtStep = 64 }))).Onset}",
                0.3,
                0.301
            ),
        ];

    private static SmallBatch Small(Thresholds limits)
    {
        var (recipe, options) = (Recipe("""[ { "dense": 10 } ]"""), new CheckupOptions { Thresholds = limits });
        return SmallBatchTest.Make(new CheckupCase(new RunLog(recipe, options), options, (_, _, _) => { }, default), recipe, double.PositiveInfinity)!;
    }

    private static Diagnosis Sick(Thresholds limits) => Diagnosed(limits, 0);

    private static ExperimentReading Reading(Thresholds limits, Diagnosis sick, params Experiment[] made) => new(sick with { Thresholds = limits }, made);

    private static string Restoring(Thresholds limits, params Experiment[] made) => $"{Reading(limits, Sick(limits), made).Restoring.Count}";

    private static string Least(Thresholds limits, Diagnosis sick, double before = 0) =>
        FormattableString.Invariant($"{new ExperimentReading(sick, []).Least(Made(limits, Bias, 1, before: before)):0.000}");
}
