using Relumine.Doctor.Causes;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Tests.Borders;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Findings;

/// <summary>What rules, causes and cures say in prose are the numbers that they decide by.</summary>
public class RuleTests
{
    // What stands in sentences: findings say when, causes what makes one think of them and what is tried, cures what to do.
    [Theory]
    [InlineData("Units.NearlyDeadRate", "nearly-dead-units")]
    [InlineData("Units.Dormancy", "dormant-units")]
    [InlineData("Units.ConstantDeviation", "constant-units")]
    [InlineData("Units.SaturatedSlope", "saturated-units")]
    [InlineData("Units.SaturatedSamples", "saturated-units")]
    [InlineData("Layers.DeadInfo", "born-dead-units, dead-units, killed-units")]
    [InlineData("Layers.DeadWarning", "born-dead-units, dead-units, killed-units")]
    [InlineData("Layers.NearlyDeadInfo", "nearly-dead-units")]
    [InlineData("Layers.DormantInfo", "dormant-units")]
    [InlineData("Layers.AlwaysOnInfo", "always-on-units")]
    [InlineData("Layers.ConstantInfo", "constant-units")]
    [InlineData("Layers.ConstantWarning", "constant-units")]
    [InlineData("Layers.SaturatedWarning", "saturated-units")]
    [InlineData("Layers.SymmetricShare", "symmetric-units")]
    [InlineData("Layers.GainLayers", "exploding-activations, exploding-gradient, vanishing-gradient, vanishing-signal")]
    [InlineData("Layers.ExplodingGain", "exploding-activations, exploding-gradient")]
    [InlineData("Layers.ExplodingTotal", "exploding-activations")]
    [InlineData("Layers.VanishingGain", "vanishing-gradient, vanishing-signal")]
    [InlineData("Layers.VanishingTotal", "vanishing-signal")]
    [InlineData("Layers.VanishingGradient", "vanishing-gradient")]
    [InlineData("Layers.VanishingGradientCritical", "vanishing-gradient")]
    [InlineData("Layers.ExplodingGradient", "exploding-gradient")]
    [InlineData("Data.LargeInput", "data-scale")]
    [InlineData("Data.LargeFirstLayer", "data-scale")]
    [InlineData("Data.SmallInput", "data-scale")]
    [InlineData("Data.SmallFirstLayer", "data-scale")]
    [InlineData("Data.UncenteredInfo", "cause data-not-centred, data-not-centred")]
    [InlineData("Data.UncenteredWarning", "cause data-not-centred, data-not-centred")]
    [InlineData("Data.UncenteredCritical", "data-not-centred")]
    [InlineData("Data.LargeFeature", "cause data-scale, data-scale")]
    [InlineData("Data.SmallFeature", "cause data-scale, data-scale")]
    [InlineData("Data.FeatureRatio", "cause data-scale, data-scale")]
    [InlineData("Data.Outlier", "cause data-outliers, data-outliers")]
    [InlineData("Data.LargeTarget", "cause target-scale, target-scale")]
    [InlineData("Data.SmallTarget", "cause target-scale, target-scale")]
    [InlineData("Training.NoSkill", "loss-above-constant, not-learning, overfitting, strong-dropout, weights-hardly-move")]
    [InlineData("Training.HalfSkill", "cause layers-frozen, cause too-few-steps, no-activation, symmetric-units, unsettled-statistics, weights-hardly-move")]
    [InlineData(
        "Training.GoodSkill",
        "blocked-output-head, cause learning-rate-too-low, no-activation, saturated-units, selu-conditions, small-batches, strong-dropout, too-few-steps"
    )]
    [InlineData("Training.GrownLoss", "loss-above-constant")]
    [InlineData("Training.SmallMove", "weights-hardly-move")]
    [InlineData("Training.AboveConstant", "loss-above-constant")]
    [InlineData("Training.OverfittedSkill", "cause overfitting, overfitting")]
    [InlineData("Training.OverfittedErrors", "cause overfitting, overfitting")]
    [InlineData("Training.StillFalling", "cause learning-rate-too-low, cause too-few-steps, too-few-steps")]
    [InlineData("Training.FallingUpdates", "cause too-few-steps, too-few-steps")]
    [InlineData("Design.StrongDropout", "cause dropout-too-strong, strong-dropout")]
    [InlineData("Design.StrongInputDropout", "cause dropout-too-strong, strong-dropout")]
    [InlineData("Design.SmallBatch", "cause batch-statistics, small-batches")]
    [InlineData("Design.FewSteps", "cause learning-rate-too-low, cause too-few-steps, too-few-steps")]
    [InlineData("Design.Unsettled", "cause batch-statistics, unsettled-statistics")]
    [InlineData("Design.UnsettledLoss", "unsettled-statistics")]
    [InlineData("Design.OutOfReach", "targets-out-of-reach")]
    [InlineData("Design.ReachedProbability", "targets-out-of-reach")]
    [InlineData("Data.Imbalance", "cause class-imbalance, class-imbalance")]
    [InlineData("Data.ImbalanceErrors", "class-imbalance")]
    [InlineData("Data.LeastOfClass", "class-imbalance")]
    [InlineData("Data.NeglectedRecall", "cause class-imbalance, class-imbalance")]
    [InlineData("Training.OfPotential", "below-potential")]
    [InlineData("Training.LargeUpdate", "cause learning-rate-too-high")]
    [InlineData("Training.SmallUpdate", "cause clipping-too-tight, cause epsilon-too-large, cause learning-rate-too-low")]
    [InlineData("Causes.TightClip", "cause clipping-too-tight")]
    [InlineData("Causes.HeldLayer", "cause layers-frozen")]
    [InlineData("Causes.Grouped", "cause samples-in-order")]
    [InlineData("Causes.HeldRate", "cause schedule-too-low")]
    [InlineData("Causes.LargeEpsilon", "cause epsilon-too-large")]
    [InlineData("Causes.SmallDelta", "cause delta-too-small")]
    [InlineData("Causes.UsualBatch", "cause batch-statistics, cause too-few-steps")]
    [InlineData("Training.SmallWeights", "cause init-too-small")]
    [InlineData("Training.LargeWeights", "cause init-too-large")]
    [InlineData("Causes.NarrowLayer", "cause architecture-too-narrow")]
    [InlineData("Causes.Widening", "cause architecture-too-narrow")]
    [InlineData("Causes.LesserWidening", "cause architecture-too-narrow")]
    [InlineData("Causes.HealthyUpdate", "cause learning-rate-too-low, cure higher-learning-rate")]
    [InlineData("Causes.UsualMomentum", "cause momentum-too-high")]
    [InlineData("Causes.TotalDecay", "cause weight-decay-too-strong")]
    [InlineData("Causes.DecayPull", "cause weight-decay-too-strong")]
    [InlineData("Treatments.ClipNorm", "cause clipping-too-tight, cure clip-gradients")]
    public void ASentenceChangesWithItsNumber(string number, string speakers)
    {
        var judged = JudgementNumber.All.Single(n => n.Name == number);
        var moved = judged.With(judged.IsWhole ? judged.Usual + 3 : judged.Usual * 1.7);

        var changed = Sentences(Thresholds.Default).Zip(Sentences(moved), (before, after) => (before.Speaker, IsOther: before.Text != after.Text));

        changed.Where(c => c.IsOther).Select(c => c.Speaker).Order(StringComparer.Ordinal).ShouldBe(speakers.Split(", "));
    }

    private static IEnumerable<(string Speaker, string Text)> Sentences(Thresholds limits) =>
    [
        .. FindingCatalogue.All.Select(f => (f.Id, f.RuleFor(limits))),
        .. CauseCatalogue.All.Select(c => ("cause " + c.Id, c.EvidenceFor(limits) + c.ExperimentFor(limits))),
        .. CureCatalogue.All.Select(c => ("cure " + c.Id, c.ExplanationFor(limits))),
    ];
}
