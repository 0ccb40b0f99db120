using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;

namespace Relumine.Cli.Files;

/// <summary>The folder of a checkup, and the names of the files in it.</summary>
/// <param name="Path">The folder.</param>
internal sealed record CheckupFolder(string Path)
{
    /// <summary>What else may lie in it, by the name, although no checkup was made there yet.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>All that was found out.</summary>
    public string Json => In("checkup.json");

    /// <summary>The page.</summary>
    public string Report => In("report.html");

    /// <summary>The recipe that heals; written by the checkup itself.</summary>
    public string Treated => In("treated.json");

    /// <summary>What differs in it.</summary>
    public string Difference => In("difference.txt");

    /// <summary>The network: the treated one, or, if nothing needed a treatment, the one that was trained.</summary>
    public string Model => In("model.onnx");

    /// <summary>The folder that the user names, or else a new one beside the recipe; to resume, the latest beside it.</summary>
    public static CheckupFolder Of(string? given, string recipe, bool resume)
    {
        if (given is not null)
        {
            return new(given);
        }

        var stem = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(recipe) ?? "", System.IO.Path.GetFileNameWithoutExtension(recipe) + "-checkup");
        string Numbered(int n) => n == 1 ? stem : stem + "-" + n.ToString(CultureInfo.InvariantCulture);
        var number = 1;
        while (System.IO.Path.Exists(Numbered(number)))
        {
            number++;
        }

        return new(Numbered(resume && number > 1 ? number - 1 : number));
    }

    /// <summary>Makes the folder, takes it for this run alone, and removes from it what a checkup left half written that was killed.</summary>
    /// <exception cref="RelumineException">It cannot be made, is no folder of an earlier run, or another run is writing into it.</exception>
    public FolderClaim Make()
    {
        try
        {
            var claim = FolderClaim.Of(Path, [.. Own, "checkup-state.json", "checkup.json"]);
            foreach (var file in new[] { Json, Report, Treated, Difference, Model, In("checkup-state.json") })
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
