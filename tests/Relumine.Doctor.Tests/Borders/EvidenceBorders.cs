using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>How sure suspicions are.</summary>
internal static class EvidenceBorders
{
    public static IEnumerable<Border> All =>
        [
            new("Evidence.Likely", (t, x) => $"{new ExperimentReading(Diagnosed(t, 0), []).IsLikely(Made(t, "init-bias", 0, x).Proposed)}", 0.49, 0.5),
            new("Evidence.Certain", (t, x) => $"{new ExperimentReading(Diagnosed(t, 0), [Made(t, "init-bias", 0, x)]).Evident is null}", 0.99, 1),
            Border.Dose("Evidence.Certain", "features standardised: 1", t => Proposed<DataNotCentered>(t, Run with { Data = Run.Data with { Gamma = 3 } })),
            Border.Dose(
                "Evidence.Strong",
                "softmax behind the last layer removed: 0.7",
                t => Proposed<OutputActivation>(t, Run, Ending("softmax", "meanSquaredError"))
            ),
            Border.Dose(
                "Evidence.Even",
                "relu behind the last layer removed: 0.5",
                t => Proposed<OutputActivation>(t, Run, Ending("relu", "meanSquaredError"))
            ),
            Border.Dose("Evidence.Good", "lr 0.1 → 0.01: 0.6", t => Proposed<LearningRateTooHigh>(t, Moving(0.2)).Split(", ")[0]),
            Border.Dose("Evidence.Some", "features standardised: 0.4", t => Proposed<DataNotCentered>(t, Run with { Data = Run.Data with { Gamma = 1.5 } })),
            Border.Dose(
                "Evidence.Little",
                "features standardised: 0.3",
                t => Proposed<DataScale>(t, Run with { Data = Run.Data with { Spread = 20, Normalized = true } })
            ),
            Border.Dose("Evidence.Slight", "lr 0.1 → 1: 0.25", t => Proposed<LearningRateTooLow>(t, Moving(0.002)).Split(", ")[0]),
            Border.Dose("Evidence.Faint", "lr 0.1 → 0.01: 0.2", t => Proposed<LearningRateTooHigh>(t, Moving(0.05)).Split(", ")[0]),
            Border.Dose("Evidence.Least", "batch normalisation inserted: 0.15", t => Proposed<MissingNormalization>(t, Run)),
            Border.Dose(
                "Evidence.OtherDose",
                "lr 0.001 → 0.1: 0.225",
                t => Proposed<LearningRateTooLow>(t, Moving(0.002), Recipe().WithRate(0.001)).Split(", ")[1]
            ),
            Border.Dose("Evidence.SecondDose", "lr 0.1 → 0.001: 0.198", t => Proposed<LearningRateTooHigh>(t, Moving(0.05)).Split(", ")[1]),
            Border.Dose(
                "Evidence.UsualDose",
                "lr 1E+03 → 0.01: 0.196",
                t => Proposed<LearningRateTooHigh>(t, Moving(0.05), Recipe().WithRate(1000)).Split(", ")[2]
            ),
            Border.Dose("Evidence.LastDose", "lr 0.1 → 0.0001: 0.09", t => Proposed<LearningRateTooHigh>(t, Moving(0.05)).Split(", ")[2]),
        ];

    private static Recipes.Recipe Ending(string activation, string loss = "softmaxCrossEntropy") =>
        Recipe($$"""[ { "dense": 64 }, "relu", { "dense": 4 }, "{{activation}}" ]""", loss: loss);
}
