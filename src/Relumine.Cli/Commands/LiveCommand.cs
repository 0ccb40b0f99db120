using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Live;
using Relumine.Cli.Options;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Live.Recordings;
using Relumine.Live.Sessions;
using Relumine.Onnx;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine live RECIPE.json</c>.</summary>
internal sealed class LiveCommand : CliCommand
{
    private readonly Argument<string> _recipe = new("RECIPE")
    {
        Description = "All that the run depends on, as JSON; or the folder of a run that 'train' made, to look at it again",
        HelpName = "RECIPE.json|DIR",
    };
    private readonly AddressArguments _address = new();
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers start (the recipe's seed)", -1, 0, int.MaxValue);
    private readonly Option<string?> _output = StandardOptions.File(
        "--output", "Where the recipe goes that repeats what was done by hand (RECIPE-live.json, if something was)", "RECIPE.json");

    /// <summary>Declares the options.</summary>
    public LiveCommand()
    {
        Syntax = new("live", "Trains by a recipe on a page where one sees every unit, and lays hands on it.") { _recipe, _output, _threads, _seed };
        _address.AddTo(Syntax);
    }

    /// <inheritdoc/>
    public override int Rank => 4;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var path = given.GetRequiredValue(_recipe);
        if (Directory.Exists(path))
        {
            return Look(given, new RunFolder(path), session);
        }

        var recipe = RecipeFile.Read(path, given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null, given);
        var output = given.GetValue(_output)
            ?? Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "-live.json");
        ResultFile.CheckFolder(output);
        var run = TrainingRun.Prepare(recipe, given.GetValue(_threads), asWritten: true);
        using var live = new LiveSession(run, new LiveOptions { Title = RecipeFile.NameOf(path) });
        using (var page = _address.Open(given, live, session))
        {
            live.Train(session.Stop);
        }

        if (live.Recipe.Interventions.Count > recipe.Interventions.Count || live.Recipe.Model != recipe.Model)
        {
            ResultFile.Write(output, live.Recipe.In(Path.GetDirectoryName(Path.GetFullPath(output))!).ToJson() + "\n");
            session.Out.WriteLine($"What was done by hand is in {output}: 'relumine train {output}' repeats it, bit for bit.");
        }

        return ExitCode.Done;
    }

    // A run that has ended: its epochs as they were, and its network as it is. Whoever wants more runs it again on the page.
    private ExitCode Look(ParseResult given, RunFolder folder, Session session)
    {
        if (!File.Exists(folder.Model) || !TrainingRun.HasCheckpoint(folder.Checkpoint)
            || RecipeMetadata.Read(OnnxModel.Load(folder.Model), folder.Path) is not { } recipe)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{folder.Path} is not the folder of a run: it needs the model.onnx and the checkpoint that 'relumine train' leaves there.");
        }

        var run = FinishedRun.Open(recipe, folder.Checkpoint, given.GetValue(_threads));
        using var live = new LiveSession(run, new LiveOptions { Title = RecipeFile.NameOf(folder.Path) });
        live.ShowFinished();
        using var page = _address.Open(given, live, session);
        live.Train(session.Stop);
        return ExitCode.Done;
    }
}
