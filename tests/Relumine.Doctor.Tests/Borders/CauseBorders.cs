using Relumine.Doctor.Causes;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what makes one think of a cause, and by how much it is then changed.</summary>
internal static class CauseBorders
{
    private const string Adam = """{ "adam": { "lr": 0.1 } }""";
    private const string Sigmoid = """[ { "dense": 64 }, "sigmoid", { "dense": 4 } ]""";

    public static IEnumerable<Border> All =>
        [
            new("Causes.NarrowLayer", (t, x) => Proposed<ArchitectureTooNarrow>(t, Run, Wide((int)x)).Length > 0 ? "tried" : "-", 31, 32),
            Border.Dose("Causes.Widening", "layers 8 times as wide: 0.15", t => Proposed<ArchitectureTooNarrow>(t, Run, Wide(8)).Split(", ")[0]),
            Border.Dose("Causes.LesserWidening", "layers 4 times as wide: 0.135", t => Proposed<ArchitectureTooNarrow>(t, Run, Wide(8)).Split(", ")[1]),
            new("Causes.SuspiciousWeights", (t, x) => Proposed<InitTooLarge>(t, Scaled(x, Beginning(Growing(4, 2))), Glorot), 1.59, 1.61),
            new("Causes.DriftingUp", (t, x) => Proposed<MissingNormalization>(t, Beginning(Growing(10, x))), 1.29, 1.31),
            new("Causes.DriftedFar", (t, x) => Proposed<MissingNormalization>(t, Beginning(Deep(1, 2, 3, x))), 4.9, 5.1),
            new("Causes.DriftedFar", (t, x) => Proposed<MissingNormalization>(t, Beginning(Deep(x, 3, 2, 1))), 4.9, 5.1),
            new("Causes.DriftedVeryFar", (t, x) => Proposed<MissingNormalization>(t, Beginning(Growing(2, x))), 29.9, 30.1),
            new("Causes.DeepNetwork", (t, x) => $"{Proposed<MissingNormalization>(t, Run, Plain((int)x)).Split(", ").Length}", 15, 16),
            new(
                "Layers.SaturatedWarning",
                (t, x) => Proposed<SaturatingActivation>(
                    t, Learned(0.5, Beginning(Layer with { SaturatedValues = x }) with { StartGradients = [1] }), Recipe(Sigmoid)),
                0.49,
                0.51
            ),
            new(
                "Causes.FadedGradient",
                (t, x) => Proposed<SaturatingActivation>(t, Beginning(Growing(2, 1)) with { StartGradients = [x, 1] }, Recipe(Sigmoid)),
                0.0499,
                0.0501
            ),
            new("Causes.MassDeath", (t, x) => Proposed<LearningRateTooHigh>(t, Moving(0.05, With(Layer with { Dead = Count(x) }))), 0.299, 0.3),
            new("Causes.KillingUpdate", (t, x) => Proposed<LearningRateTooHigh>(t, HalfDead with { Early = [new(1, 100, x, 1)] }), 0.0099, 0.0101),
            new("Causes.BriskUpdate", (t, x) => Proposed<LearningRateTooLow>(t, Moving(x)).Length > 0 ? "tried" : "-", 0.0299, 0.0301),
            // Half-way between ten and a hundred times the rate.
            new("Causes.HealthyUpdate", (t, x) => Proposed<LearningRateTooLow>(t, Moving(x / Math.Pow(10, 1.5)), Rate(0.001)), 0.0099, 0.0101),
            Border.Dose("Causes.RateStep", "lr 0.1 → 0.01", t => Proposed<LearningRateTooHigh>(t, Run, Rate(0.1)).Split(": ")[0]),
            Border.Dose("Causes.RateStep", "lr 0.001 → 0.01", t => Proposed<LearningRateTooLow>(t, Moving(0.0011), Rate(0.001)).Split(": ")[0]),
            Border.Dose("Causes.UsualRate", "lr 1E+03 → 0.01: 0.196", t => Proposed<LearningRateTooHigh>(t, Run, Rate(1000)).Split(", ")[2]),
            Border.Dose("Causes.UsualAdaptiveRate", "lr 1E+03 → 0.001: 0.196", t => Proposed<LearningRateTooHigh>(t, Run, Rate(1000, Adam)).Split(", ")[2]),
            new("Causes.HighestRate", (t, x) => Proposed<LearningRateTooLow>(t, Moving(0.0011), Rate(x / 10)).Length > 0 ? "tried" : "-", 0.99, 1.01),
            new(
                "Causes.HighestAdaptiveRate",
                (t, x) => Proposed<LearningRateTooLow>(t, Moving(0.0011), Rate(x / 10, Adam)).Length > 0 ? "tried" : "-",
                0.099,
                0.101
            ),
            new("Causes.UsualMomentum", (t, x) => Momentum(t, FormattableString.Invariant($$"""{ "sgd": { "lr": 0.1, "momentum": {{x}} } }""")), 0.89, 0.91),
            new(
                "Causes.UsualMomentum",
                (t, x) => Momentum(t, FormattableString.Invariant($$"""{ "rmsProp": { "lr": 0.1, "momentum": {{x}} } }""")),
                0.89,
                0.91
            ),
            new("Causes.UsualMomentum", (t, x) => Momentum(t, FormattableString.Invariant($$"""{ "adam": { "lr": 0.1, "beta1": {{x}} } }""")), 0.89, 0.91),
            new("Causes.UsualMomentum", (t, x) => Momentum(t, FormattableString.Invariant($$"""{ "adamW": { "lr": 0.1, "beta1": {{x}} } }""")), 0.89, 0.91),
            new("Causes.Drift", (t, x) => Proposed<NonStationaryData>(t, Run with { Data = Run.Data with { Ordered = true, Drift = x } }), 0.49, 0.51),
            new("Causes.SuspiciousTarget", (t, x) => Proposed<TargetScale>(t, Run with { Targets = new TargetProfile(0, 1, 1) { Offset = x } }), 0.99, 1.01),
            new("Causes.TotalDecay", (t, x) => Decay(t, FormattableString.Invariant($$"""{ "sgd": { "lr": 0.1, "weightDecay": {{x / 32}} } }""")), 0.99, 1.01),
            new(
                "Causes.TotalDecay",
                (t, x) => Decay(t, FormattableString.Invariant($$"""{ "adamW": { "lr": 0.1, "weightDecay": {{x / 32}} } }""")),
                0.99,
                1.01
            ),
            new("Causes.DecayPull", (t, x) => Decay(t, FormattableString.Invariant($$"""{ "adam": { "lr": 0.1, "weightDecay": {{x}} } }""")), 0.49, 0.51),
            new("Causes.DecayPull", (t, x) => Decay(t, FormattableString.Invariant($$"""{ "rmsProp": { "lr": 0.1, "weightDecay": {{x}} } }""")), 0.49, 0.51),
            new("Causes.DecayPull", (t, x) => Decay(t, FormattableString.Invariant($$"""{ "sgd": { "lr": 0.1, "l1": {{x}} } }""")), 0.49, 0.51),
            new("Causes.DecayPull", (t, x) => Decay(t, FormattableString.Invariant($$"""{ "nadam": { "lr": 0.1, "weightDecay": {{x}} } }""")), 0.49, 0.51),
            new("Training.GoodSkill", (t, x) => Proposed<ArchitectureTooNarrow>(t, Run with { Score = x }, Wide(3)), 0.899, 0.901),
            new("Causes.TightClip", (t, x) => Grade(Proposed<ClippingTooTight>(t, Moving(0.05), Recipe() with { ClipNorm = x })), 0.099, 0.1),
            new(
                "Causes.TightClip",
                (t, x) => Grade(Proposed<ClippingTooTight>(t, Scaled(1, Moving(0.05), 10_000), Recipe() with { ClipValue = x / 100 })),
                0.099,
                0.1
            ),
            new("Causes.HeldRate", (t, x) => Grade(Proposed<ScheduleTooLow>(t, Run, Recipe() with { Schedule = new Held(x) })), 0.249, 0.25),
            new("Causes.LargeEpsilon", (t, x) => Grade(Proposed<EpsilonTooLarge>(t, Run, Recipe() with { Optimizer = new Adam(Epsilon: x) })), 0.00099, 0.001),
            new("Causes.SmallDelta", (t, x) => Grade(Proposed<DeltaTooSmall>(t, s_targets, Recipe() with { Loss = new Huber(x) })), 0.099, 0.1),
            new("Causes.UsualBatch", (t, x) => Grade(Proposed<TooFewSteps>(t, s_short, Recipe() with { Batch = (int)x })), 32, 33),
            new("Causes.HeldLayer", (t, x) => Proposed<LayersFrozen>(t, Run, Slow(x)).Length > 0 ? "tried" : "-", 0.01, 0.0101),
            new(
                "Causes.Grouped",
                (t, x) => Grade(Proposed<SamplesInOrder>(
                    t, Run with { Labels = new LabelProfile([50, 50], []) { Grouping = x } }, Recipe() with { Shuffle = false })),
                0.49,
                0.5
            ),
            Border.Dose("Causes.Narrowing", "hidden layers 4 times as narrow: 0.6", t => Proposed<Overfitting>(t, s_byHeart).Split(", ")[0]),
            Border.Dose("Causes.UsualDecay", "weight decay 0 → 0.01: 0.6", t => Proposed<Overfitting>(t, s_byHeart).Split(", ")[1]),
            Border.Dose("Causes.UsualDropout", "dropout 0 → 0.5: 0.54", t => Proposed<Overfitting>(t, s_byHeart).Split(", ")[2]),
        ];

    // All of what was learned from, and nothing of other samples.
    // A layer, and so many more of its width.
    private static Recipes.Recipe Plain(int more) =>
        Recipe("""[ { "dense": 8 }, """ + string.Concat(Enumerable.Repeat("""
            "relu", { "dense": 8 },
            """, more)) + """ "relu", { "dense": 4 } ]""");

    private static readonly CaseHistory s_byHeart = Run with
    {
        Training = new Metrics(1, 0, 0, 1, 1000) { Skill = 1 },
        Validation = new Metrics(0, 1, 0, 1, 1000) { Skill = 0 },
    };

    // A layer with such a share of the rate.
    private static Recipes.Recipe Slow(double rate) =>
        Recipe(FormattableString.Invariant($$"""[ { "dense": 64, "rate": {{rate}} }, "relu", { "dense": 4 } ]"""));

    private static readonly CaseHistory s_targets = Run with { Targets = new TargetProfile(0, 1, 1) };

    private static readonly CaseHistory s_short = Run with { FullSteps = 10, Samples = 1000 };

    private static string Grade(string proposed) => proposed.Length > 0 ? proposed.Split(": ")[^1] : "-";

    // Always the same share of the rate.
    private sealed record Held(double Share) : Schedule
    {
        public override string Name => "held";

        public override string Summary => "a share of the rate";

        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => Share;
    }

    private static Recipes.Recipe Wide(int units) => Recipe($$"""[ { "dense": {{units}} }, "relu", { "dense": 4 } ]""");

    private static Recipes.Recipe Rate(double rate, string optimizer = """{ "sgd": { "lr": 0.1 } }""") => Recipe(optimizer: optimizer).WithRate(rate);

    private static string Momentum(Thresholds limits, string optimizer) =>
        Proposed<MomentumTooHigh>(limits, Run, Recipe(optimizer: optimizer)).Length > 0 ? "tried" : "-";

    // All weights together have a norm of 1, the gradients too.
    private static string Decay(Thresholds limits, string optimizer)
    {
        var run = Run with { Weights = [new WeightState("w", 1, 1, 0, 0, 0, false) { Count = 1 }] };
        return Proposed<WeightDecayTooStrong>(limits, run, Recipe(optimizer: optimizer))[^4..];
    }
}
