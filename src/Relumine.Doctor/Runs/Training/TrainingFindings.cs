using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;
using Relumine.Engine.Networks;
using Relumine.Graph.Models;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Runs.Training;

/// <summary>What a training run showed, by the rules of a checkup but without its experiments.</summary>
public static class TrainingFindings
{
    /// <summary>Examines a run that is finished, cancelled or diverged, on up to 2,048 samples of its training data.</summary>
    /// <param name="run">The run; at least step 0 should have been examined.</param>
    /// <param name="thresholds">What counts as much and as little; null for the usual numbers.</param>
    /// <returns>The findings, the gravest first.</returns>
    public static IReadOnlyList<Finding> Of(TrainingRun run, Thresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (recipe, trainer, data) = (run.Current, run.Trainer, run.Data.Training);
        var limits = thresholds ?? Thresholds.Default;
        var look = new RunExamination(data, limits);
        var network = recipe.ToNetwork(data.SampleShape);
        var ended = trainer.ToModel();
        trainer.Look(look.Samples.Samples);
        var (start, end) = (look.Examine(run.Untrained), look.Examine(trainer));
        var blueprint = Blueprint.Of(recipe, data.SampleShape, data.Samples);
        var (learned, validation) = new Yardstick(run.Data, recipe.Loss, network.SampleShape.ElementCount, limits).Measure(trainer, out var answers);
        var judged = validation ?? learned;
        var endsInActivation = recipe.Model[^1] is ActivationLayer;
        var history = new CaseHistory
        {
            Samples = data.Samples,
            Steps = trainer.Step,
            FullSteps = trainer.TotalSteps,
            Divergence = trainer.Divergence,
            Start = start,
            End = RunLayers.Tell(start, end, trainer.History),
            StartGradients = RunLayers.Gradients(start, trainer.History.Count > 0 ? trainer.History[0] : null),
            EndGradients = RunLayers.Gradients(end, trainer.History.Count > 0 ? trainer.History[^1] : null),
            Weights = BeginningWeights.Of(network, run.Untrained, ended),
            Early = [],
            Curve = RunLayers.Curve(trainer.History, endsInActivation),
            Data = DataProfile.Of(data, PreparedRun.NormalizesItself(recipe), limits.Data, run.Data.Input),
            Targets = TargetProfile.Of(data, limits.Data, run.Data.Output),
            Labels = LabelProfile.Of(data),
            Reach = TargetReach.Of(blueprint.Range, data, recipe.Loss, network.SampleShape.ElementCount),
            Blueprint = blueprint,
            Answers = answers,
            LearningLoss = trainer.Step > 0 && trainer.History.Count > 1 ? trainer.History[^1].Loss : double.NaN,
            Training = learned,
            Validation = validation,
            ConstantLoss = judged.ConstantLoss,
            ConstantScore = judged.ConstantScore,
            StartLoss = trainer.History.Count > 0 ? trainer.History[0].ExaminedLoss : learned.Loss,
            Loss = trainer.Divergence?.Loss ?? judged.Loss,
            Score = judged.Score,
            EndsInActivation = endsInActivation,
        };
        return FindingCatalogue.Examine(FindingContext.Of(history, limits));
    }
}
