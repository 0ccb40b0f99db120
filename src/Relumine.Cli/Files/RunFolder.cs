using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Files;

/// <summary>The folder of a training run, and the names of the files in it.</summary>
/// <param name="Path">The folder.</param>
internal sealed record RunFolder(string Path)
{
    /// <summary>The trained network.</summary>
    public string Model => In("model.onnx");

    /// <summary>The network after its best epoch, where validation data tell which that was.</summary>
    public string BestModel => In("model.best.onnx");

    /// <summary>A line of JSON for every epoch.</summary>
    public string Log => In("log.jsonl");

    /// <summary>The page.</summary>
    public string Report => In("report.html");

    /// <summary>What is needed to go on.</summary>
    public string Checkpoint => In("checkpoint");

    /// <summary>The folder that the user names, or else a new one beside the recipe; to resume, the latest beside it that has a checkpoint.</summary>
    /// <param name="given">What <c>--output</c> says; null for nothing.</param>
    /// <param name="recipe">The path of the recipe.</param>
    /// <param name="resume">Whether a run is to go on.</param>
    public static RunFolder Of(string? given, string recipe, bool resume)
    {
        if (given is not null)
        {
            return new(given);
        }

        var stem = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(recipe) ?? "", System.IO.Path.GetFileNameWithoutExtension(recipe) + "-run");
        var number = 1;
        string Numbered(int n) => n == 1 ? stem : stem + "-" + n.ToString(CultureInfo.InvariantCulture);
        while (System.IO.Path.Exists(Numbered(number)))
        {
            number++;
        }

        var latest = new RunFolder(Numbered(Math.Max(1, number - 1)));
        return resume && TrainingRun.HasCheckpoint(latest.Checkpoint) ? latest : new(Numbered(number));
    }

    /// <summary>Makes the folder, takes it for this run alone, and removes from it what a run left half written that was killed.</summary>
    /// <exception cref="RelumineException">It cannot be made, is no folder of an earlier run, or another run is writing into it.</exception>
    public FolderClaim Make()
    {
        try
        {
            var claim = FolderClaim.Of(Path, "log.jsonl", "checkpoint", "checkpoint.best", "checkpoint.previous");
            foreach (var file in new[] { Model, BestModel, Log, Report, Checkpoint, Checkpoint + ".best" })
            {
                AtomicFile.RemoveLeftovers(file);
            }

            return claim;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{Path}: the folder for the results cannot be made: {e.Message} Give another with --output.", e);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
