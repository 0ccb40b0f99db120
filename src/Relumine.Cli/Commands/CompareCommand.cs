using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Json;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training;
using Relumine.Graph.Errors;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine compare RECIPE…</c>.</summary>
internal sealed class CompareCommand : CliCommand
{
    private readonly Argument<string[]> _recipes = new("RECIPE")
    {
        Description = "Recipes, or folders of them",
        HelpName = "RECIPE.json",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly ResultOption _html = new("--html")
    {
        Description = "The page: one HTML file that needs nothing else; - for standard output, alone",
        HelpName = "PATH",
        DefaultValueFactory = _ => "compare.html",
    };
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the results as JSON; - for standard output, alone");
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers start (each recipe's seed)", -1, 0, int.MaxValue);

    /// <summary>Declares the options.</summary>
    public CompareCommand() => Syntax = new("compare", "Trains by several recipes and puts the runs side by side.") { _recipes, _html, _json, _threads, _seed };

    /// <inheritdoc/>
    public override int Rank => 5;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var (html, json) = (given.GetRequiredValue(_html)!, given.GetValue(_json));
        ResultFile.CheckFolder(html);
        ResultFile.CheckFolder(json);
        int? seed = given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null;

        // All are read before the first is trained: a mistake in the last must not cost the others' time.
        var recipes = RecipeFile
            .Several(given.GetRequiredValue(_recipes))
            .Select(p => (Name: RecipeFile.NameOf(p), Recipe: RecipeFile.Read(p, seed, given), Lines: RecipeNotes.Of(p)))
            .ToArray();
        var results = new List<TrainingResult>();
        foreach (var (name, recipe, _) in recipes)
        {
            if (session.Stop.IsCancellationRequested)
            {
                break;
            }

            results.Add(Train(name, recipe, given.GetValue(_threads), session));
        }

        if (results.Count == 0)
        {
            session.Stop.ThrowIfCancellationRequested();
        }

        var trained = recipes.Take(results.Count).ToArray();
        var notes = new RunNotes([.. trained.Select(r => r.Lines)], [.. trained.Select(r => Differences(recipes[0].Recipe, r.Recipe))]);
        Write(results, notes, html, json, session);
        return session.Stop.IsCancellationRequested && (results.Count < recipes.Length || !results[^1].Complete)
            ? throw new StoppedException(
                $"cancelled: {Wording.Count(results.Count(r => r.Complete || r.Divergence is not null))} of {Wording.Count(recipes.Length, "run")} finished."
            )
            : ExitCode.Done;
    }

    private static TrainingResult Train(string name, Recipe recipe, int threads, Session session)
    {
        using var run = TrainingRun.Prepare(recipe, threads);
        using var progress = new TrainingProgress(session, run, name);
        try
        {
            foreach (var step in run.Steps(session.Stop))
            {
                progress.Report(step);
            }
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
        {
            // What is finished is shown; the caller says that it is not all.
        }

        progress.Epochs();
        return TrainingSummary.Of(run, name);
    }

    private static string[] Differences(Recipe first, Recipe other) => [.. first.Difference(other).Select(c => c.ToString())];

    private static void Write(List<TrainingResult> results, RunNotes notes, string html, string? json, Session session)
    {
        if (json != ResultFile.StandardOutput && html != ResultFile.StandardOutput)
        {
            TrainingText.Write(results, session.Terminal);
            session.Out.Flush();
        }

        ResultFile.Write(session, html, "page", ComparePage.Write(results, notes));
        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", TrainingJson.Write(results));
        }
    }
}
