using System.Text.Json.Nodes;
using Relumine.Engine.Training.Examining;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Runs.Training;

/// <summary>Sums up a run that is finished, cancelled or under way.</summary>
public static class TrainingSummary
{
    /// <summary>The document about a run.</summary>
    /// <param name="run">The run; at least step 0 should have been examined.</param>
    /// <param name="name">What it is called.</param>
    public static TrainingResult Of(TrainingRun run, string name)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (recipe, trainer, data) = (run.Recipe, run.Trainer, run.Data);
        return new TrainingResult
        {
            Name = name,
            Data = new TrainingData(data.Training.Name, data.Training.Samples, data.Validation?.Samples ?? 0, data.Training.Classes, data.Input is not null),
            Parameters = run.Parameters,
            Loss = recipe.Loss.Name,
            Optimizer = Optimizer(recipe),
            Seed = recipe.Seed,
            Epochs = recipe.Epochs,
            TotalSteps = trainer.TotalSteps,
            Steps = trainer.Step,
            ScoreIsAccuracy = ScoreKinds.Of(recipe.Loss, data.Training).IsAccuracy(),
            LabelsAtOnce = ScoreKinds.Of(recipe.Loss, data.Training) == ScoreKind.LabelAccuracy ? data.Training.TargetWidth : null,
            StoppedEarly = trainer.StoppedEarly,
            BestEpoch = data.Validation is null ? null : run.BestEpoch,
            Divergence = trainer.Divergence,
            History = [.. trainer.History],
        };
    }

    // As the recipe writes it, without the braces: sgd lr 0.1, momentum 0.9.
    private static string Optimizer(Recipe recipe)
    {
        var written = JsonNode.Parse(recipe.ToJson())!["optimizer"] as JsonObject;
        return written?.FirstOrDefault().Value is JsonObject options
            ? $"{recipe.Optimizer.Name} {string.Join(", ", options.Select(o => $"{o.Key} {o.Value}"))}".TrimEnd()
            : recipe.Optimizer.Name;
    }
}
