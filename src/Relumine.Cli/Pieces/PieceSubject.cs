using System.CommandLine;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Training.Examining;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Pieces;

/// <summary>The network whose pieces are counted: from a file, or trained by a recipe first.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Model">The network.</param>
/// <param name="View">The network as a piecewise-linear function.</param>
internal sealed record PieceSubject(string Name, Model Model, PiecewiseLinearModel View)
{
    /// <summary>What it was trained on; null for a model from a file.</summary>
    public SampleTable? Samples { get; init; }

    /// <summary>The value of the only output at which the decision changes; null for none.</summary>
    public double? Level { get; init; }

    /// <summary>How well a network that was trained does, in words; null for a model from a file.</summary>
    public string? Score { get; init; }

    /// <summary>Whether a path names a recipe.</summary>
    public static bool IsRecipe(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A model from a file.</summary>
    public static PieceSubject Of(string name, Model model)
    {
        var view = ViewOf(model);
        return new PieceSubject(name, model, view) { Level = view.Outputs == 1 && EndsInSigmoid(model) ? 0 : null };
    }

    /// <summary>Trains a network by a recipe; one that cannot be cut into pieces is refused before.</summary>
    /// <param name="path">The recipe.</param>
    /// <param name="seed">Another seed than the recipe's.</param>
    /// <param name="threads">How many compute.</param>
    /// <param name="given">The command line, none of whose results may be the recipe's data.</param>
    /// <param name="session">Who is told, and when to stop.</param>
    /// <param name="isSheet">Whether it must have two inputs.</param>
    public static PieceSubject Train(string path, int? seed, int threads, ParseResult given, Session session, bool isSheet = false)
    {
        var recipe = RecipeFile.Read(path, seed, given);
        var data = RecipeDataset.Open(recipe);
        using var run = TrainingRun.Prepare(recipe, threads);
        if (ViewOf(run.ToModel()).Inputs is var inputs && isSheet && inputs != 2)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{path}: its network takes {Wording.Count(inputs, "number")} for one sample. A sheet has two directions, so this lesson needs recipes "
                    + $"with two "
                    + "inputs, e.g. those of recipes/lessons/folding."
            );
        }

        session.Note($"{Path.GetFileName(path)} is a recipe: its network is trained first, and then cut into pieces.");
        using var progress = new TrainingProgress(session, run, RecipeFile.NameOf(path), endAlone: true);
        foreach (var step in run.Steps(session.Stop))
        {
            progress.Report(step);
        }

        progress.Epochs();
        var model = run.ToModel();
        var view = ViewOf(model);
        var tellsTwoApart = view.Outputs == 1 && (data.Labels is not null || data.HasBinaryValues);
        return new PieceSubject(RecipeFile.NameOf(path), model, view)
        {
            Samples = SampleTable.Of(data),
            Score = TrainingWording.Score(ScoreKinds.Of(recipe.Loss, run.Data.Training).IsAccuracy(), run.Trainer.History[^1].Score),
            Level = !tellsTwoApart ? null : recipe.Loss is BinaryCrossEntropy or Hinge ? 0 : 0.5,
        };
    }

    private static PiecewiseLinearModel ViewOf(Model model) => PiecewiseLinearModel.Of(model, new ViewOptions { CutSmoothTail = true });

    private static bool EndsInSigmoid(Model model) =>
        model.Graph.Nodes.LastOrDefault(n => n.Outputs.Contains(model.Graph.Outputs[0].Name)) is { Op: Activate { Function.Card.Name: "Sigmoid" } };
}
