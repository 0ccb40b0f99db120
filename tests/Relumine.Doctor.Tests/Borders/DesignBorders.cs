using Relumine.Doctor.Causes;
using Relumine.Doctor.Runs;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what is said of how a network is built and its training is planned.</summary>
internal static class DesignBorders
{
    private static readonly CaseHistory s_short = Run with { Score = 0.5, Curve = [new(0, 2, 0.1, 0), new(1, 1, 0.5, 0)] };

    private static readonly Recipes.Recipe s_dropping = Recipe("""[ { "dense": 8 }, { "dropout": 0.5 }, { "dense": 10 } ]""");

    public static IEnumerable<Border> All =>
        [
            new("Design.StrongDropout", (t, x) => Found("strong-dropout", t, Dropping(x, DropoutPosition.Hidden)), 0.749, 0.75),
            new("Design.StrongInputDropout", (t, x) => Found("strong-dropout", t, Dropping(x, DropoutPosition.Input)), 0.599, 0.6),
            new(
                "Design.StackedDropout",
                (t, x) => Proposed<DropoutTooStrong>(t, Run with { Blueprint = Halves(2, 1 - ((1 - x) * 4)) }, s_dropping).Split(": ")[^1],
                0.8999,
                0.9001
            ),
            new("Design.SmallBatch", (t, x) => Found("small-batches", t, Normalized(0.9, (long)x)), 3, 4),
            new("Design.FewSteps", (t, x) => Found("too-few-steps", t, s_short with { FullSteps = (long)x }), 99, 100),
            new("Design.FewSteps", (t, x) => Found("loss-above-constant", t, Run with { Loss = 5, FullSteps = (long)x }), 99, 100),
            new("Design.Unsettled", (t, x) => Found("unsettled-statistics", t, Normalized(x, 32) with { Steps = 1, Loss = 2, LearningLoss = 1 }), 0.0999, 0.1),
            new("Design.UnsettledLoss", (t, x) => Found("unsettled-statistics", t, Normalized(0.9999, 32) with { Loss = x, LearningLoss = 1 }), 1.49, 1.51),
            new("Design.OutOfReach", (t, x) => Found("targets-out-of-reach", t, Reaching(r => r with { Beyond = 1, Lost = x })), 0.0499, 0.05),
            new("Design.ReachedProbability", (t, x) => Found("targets-out-of-reach", t, Reaching(r => r with { Probability = x })), 0.899, 0.9),
        ];

    private static CaseHistory Dropping(double ratio, DropoutPosition position) =>
        Run with { Blueprint = new() { Dropouts = [new("$.model[1]", ratio, position)] } };

    // So many dropouts of a half, and one more.
    private static Blueprint Halves(int count, double last) =>
        new()
        {
            Dropouts = [.. Enumerable.Range(0, count).Select(i => new PlacedDropout($"$.model[{i}]", 0.5, DropoutPosition.Hidden)),
            new("$.model[9]", last, DropoutPosition.Hidden)]
        };

    private static CaseHistory Normalized(double momentum, long values) =>
        Run with { Blueprint = new() { BatchNormalizations = [new("$.model[1]", momentum, values)] } };

    private static CaseHistory Reaching(Func<TargetReach, TargetReach> change) =>
        Run with { Reach = change(new TargetReach(new("relu", 0, double.PositiveInfinity), 0, 100)) };
}
