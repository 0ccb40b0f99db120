using Relumine.Cli.Files;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Json;
using Relumine.Graph.Errors;
using Relumine.Live.Sessions;
using Relumine.Onnx;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Runs;

/// <summary>The checkup of one recipe, with all files that it leaves.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Folder">Where the files go.</param>
/// <param name="Options">How.</param>
internal sealed record RecipeCheckup(Recipe Recipe, CheckupFolder Folder, CheckupOptions Options)
{
    /// <summary>Makes it.</summary>
    /// <exception cref="RelumineException">Something does not fit or cannot be written; or it was cancelled, and what is finished is kept.</exception>
    public CheckupResult Run(Session session) => Run(session, null);

    /// <summary>Makes it while pages look on.</summary>
    /// <param name="session">Where to say how far it is.</param>
    /// <param name="live">What pages look at; null where none may.</param>
    /// <exception cref="RelumineException">As above.</exception>
    public CheckupResult Run(Session session, LiveSession? live)
    {
        using (var data = TrainingRun.Prepare(Recipe, asWritten: true))
        {
            DataNotes.Write(session, Recipe, data.Data.Training, data.Data.Validation);
        }

        using var claim = Folder.Make();
        CheckupResult result;
        try
        {
            IProgress<CheckupProgress> notes = new CheckupNotes(session, Options.Budget);
            var shown = live is null ? null : new LiveCheckup(live, notes);
            result = Checkup.Run(Recipe, Options with { Output = Folder.Path, Observer = shown }, shown ?? notes, session.Stop);
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
        {
            throw new StoppedException($"cancelled: the runs that are finished are kept in {Folder.Path}. Go on with --resume --output {Folder.Path}.");
        }

        ResultFile.Write(Folder.Json, CheckupJson.Write(result));
        ResultFile.Write(Folder.Report, CheckupPage.Write(result));
        if (result.Difference.Count > 0)
        {
            ResultFile.Write(Folder.Difference, string.Concat(result.Difference.Select(d => d + "\n")));
        }

        if (result.Network is { } network)
        {
            OnnxModel.Save(RecipeMetadata.Move(network(session.Stop), Recipe.Folder, Folder.Path), Folder.Model);
        }

        return result;
    }
}
