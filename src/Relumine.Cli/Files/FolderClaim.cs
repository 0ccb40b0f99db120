using Relumine.Graph.Errors;

namespace Relumine.Cli.Files;

/// <summary>
/// A folder that one run has for itself, until it is disposed of: what lies there stays whole. The file that says so disappears at the end; a run that
/// is killed leaves it, which stops nobody.
/// </summary>
internal sealed class FolderClaim : IDisposable
{
    private const string Mark = ".relumine-run";

    private readonly FileStream _lock;

    private FolderClaim(FileStream mark) => _lock = mark;

    /// <summary>Makes the folder, or takes one that is empty or that an earlier run made.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="earlier">Names of files and folders of which an earlier run has left at least one.</param>
    /// <exception cref="RelumineException">It cannot be made, is somebody else's, or another run is writing into it.</exception>
    public static FolderClaim Of(string folder, params ReadOnlySpan<string> earlier)
    {
        var known = false;
        foreach (var name in earlier)
        {
            known |= Path.Exists(Path.Combine(folder, name));
        }

        if (Directory.Exists(folder) && !known && !File.Exists(Path.Combine(folder, Mark)) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{folder}: the folder holds other files and no earlier run, so nothing is written into it. Give a new folder with --output.");
        }

        Directory.CreateDirectory(folder);
        try
        {
            return new(new FileStream(
                Path.Combine(folder, Mark), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException e) when (File.Exists(Path.Combine(folder, Mark)))
        {
            throw new RelumineException(
                ErrorKind.BrokenFile, $"{folder}: another run is writing into this folder. Wait until it ends, or give another folder with --output.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
