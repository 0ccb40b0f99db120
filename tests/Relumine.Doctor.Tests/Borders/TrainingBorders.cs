using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what is said of a training run as a whole.</summary>
internal static class TrainingBorders
{
    private static readonly Blueprint s_linear = new() { IsLinear = true, WeightedLayers = 2 };

    private static CaseHistory Overfitted(int samples, double score) =>
        Run with { Training = new(1, 0, 0, 1, 1000) { Skill = 1 }, Validation = new(score, 0, 0, 1, samples) { Skill = score } };

    private static WeightState Moved(double moved) => new("w", 64, 1.4, 0, 0, 0, false) { Moved = moved };

    private static CaseHistory Bench(Thresholds limits) =>
        new RunBench(1, limits)
            .Run(Recipe("""[ { "dense": 8 }, "relu", { "dense": 10 } ]""") with { Epochs = 10 }, long.MaxValue, null, CancellationToken.None)
            .History;

    public static IEnumerable<Border> All =>
        [
            new("Training.NoSkill", (t, x) => Found("not-learning", t, Learned(x)), 0.149, 0.151),
            new("Training.NoSkill", (t, x) => $"{new ExperimentReading(Diagnosed(t, 0), []).Least(Made(t, "init-bias", 1)) > x}", 0.149, 0.151),
            new("Training.HalfSkill", (t, x) => Found("symmetric-units", t, Learned(x) with { Weights = [new("w", 9, 1.4, 8, 0, 0, false)] }), 0.499, 0.501),
            new("Training.HalfSkill", (t, x) => $"{Diagnosed(t, x, Moving(1e-4)).IsSlow}", 0.499, 0.501),
            new("Training.GoodSkill", (t, x) => $"{Diagnosed(t, x, HalfDead).IsHarmless}", 0.899, 0.901),
            new("Training.OfPotential", (t, x) => Found("below-potential", t, Learned(x) with { Potential = 1 }), 0.949, 0.951),
            new("Training.GrownLoss", (t, x) => $"{Diagnosed(t, 0.5, Run with { Loss = x * 2.5 }).IsStable}", 1.99, 2.01),
            new("Training.GrownLoss", (t, x) => Proposed<LearningRateTooHigh>(t, Run with { Early = [new(1, x * 2.5, 0.05, 1)] }), 1.99, 2.01),
            new("Training.LargeUpdate", (t, x) => Proposed<LearningRateTooHigh>(t, Moving(x)), 0.099, 0.101),
            new("Training.SmallUpdate", (t, x) => Proposed<LearningRateTooLow>(t, Moving(x))[^4..], 0.99e-3, 1.01e-3),
            new("Training.SmallUpdate", (t, x) => $"{Diagnosed(t, 0.4, Moving(x)).IsSlow}", 0.99e-3, 1.01e-3),
            Border.Dose("Training.EarlySteps", "50", t => $"{Bench(t).Early.Count}"),
            Border.Dose("Training.UpdateSteps", "20", t => $"{Bench(t).UpdateSteps}"),
            new("Training.SmallMove", (t, x) => Found("weights-hardly-move", t, Learned(0.3) with { Weights = [Moved(x)] }), 0.0099, 0.0101),
            new("Training.SmallMove", (t, x) => Found("loss-above-constant", t, Run with { Loss = 5, Weights = [Moved(x)] }), 0.0099, 0.0101),
            new("Training.AboveConstant", (t, x) => Found("loss-above-constant", t, Run with { Loss = x * 2.3 }), 1.09, 1.11),
            new("Training.GrownLoss", (t, x) => Found("loss-above-constant", t, Run with { Loss = x * 2.5 }), 1.99, 2.01),
            new("Training.OverfittedSkill", (t, x) => Found("overfitting", t, Overfitted(100_000, 1 - x)), 0.1499, 0.1501),
            new(
                "Training.OverfittedErrors",
                // All is lost on so many samples that this is x standard errors.
                (t, x) => Found("overfitting", t, Overfitted((int)Math.Round(2 * x * x), 0.5)),
                Math.Sqrt(17 / 2.0),
                Math.Sqrt(19 / 2.0)
            ),
            new(
                "Training.StillFalling",
                (t, x) => Found("too-few-steps", t, Learned(0.5) with { FullSteps = 10, Curve = [new(0, 1, 0.1, 0), new(10, 1 - x, 0.5, 0)] }),
                0.0099,
                0.0101
            ),
            // A tenth of the share in a tenth of the updates.
            new(
                "Training.FallingUpdates",
                (t, x) => Found("too-few-steps", t, Learned(0.5) with { FullSteps = 99, Curve = [new(0, 1, 0.1, 0), new((long)x, 0.99045, 0.5, 0)] }),
                9,
                10
            ),
            new("Training.GoodSkill", (t, x) => Found("no-activation", t, Learned(x) with { Blueprint = s_linear }), 0.899, 0.901),
            new("Training.HalfSkill", (t, x) => Found("no-activation", t, Learned(x) with { Blueprint = s_linear }), 0.499, 0.501),
            new("Training.NoSkill", (t, x) => Found("overfitting", t, Overfitted(100_000, x)), 0.149, 0.151),
            new("Training.SmallWeights", (t, x) => Proposed<InitTooSmall>(t, Scaled(x), Glorot), 0.69, 0.71),
            new("Training.LargeWeights", (t, x) => Proposed<InitTooLarge>(t, Scaled(x), Glorot), 2.09, 2.11),
            new("Training.UsualWeights", (t, x) => Proposed<InitTooSmall>(t, Scaled(x), Glorot), 1.19, 1.21),
            new("Training.UsualWeights", (t, x) => Proposed<InitTooLarge>(t, Scaled(x), Glorot), 1.19, 1.21),
            Border.Dose(
                "Training.WeightErrors",
                "0.3446",
                t => FormattableString.Invariant($"{Scaled(0.3, count: 200).Weights[0].CertainScale(t.Training):0.0000}")
            ),
        ];
}
