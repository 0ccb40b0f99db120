using Relumine.Graph.Errors;

namespace Relumine.Graph.Files;

/// <summary>
/// Writes files so that a reader sees either nothing (or what was there before) or everything: under a temporary name in the same folder,
/// which is renamed at the end.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one that is there.</summary>
    /// <param name="path">The file. Folders that are missing are made.</param>
    /// <param name="write">Writes the contents. If it throws, nothing is left behind.</param>
    /// <param name="durable">Whether it must outlast a power failure, as <see cref="PendingFile.Commit"/> says: models and checkpoints, not reports.</param>
    /// <exception cref="RelumineException">The file cannot be written; the message says why.</exception>
    /// <param name="previous">The name that a file which is replaced gets; null to keep it under none.</param>
    public static void Write(string path, Action<Stream> write, bool durable = false, string? previous = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new PendingFile(path);
        try
        {
            write(file.Stream);
        }
        catch (Exception e) when (PendingFile.IsAboutTheFile(e))
        {
            throw file.Refusal(e);
        }

        file.Commit(durable, previous);
    }

    /// <summary>Whether two paths lead to one file, links followed, which would be replaced by writing to either; a device or a pipe is none.</summary>
    public static bool IsOneFile(string a, string b)
    {
        try
        {
            return FileKind.Target(a) is var target && target == FileKind.Target(b) && !FileKind.IsSpecial(target);
        }
        catch (Exception e) when (PendingFile.IsAboutTheFile(e))
        {
            // What is wrong with a path is said when it is opened.
            return false;
        }
    }

    /// <summary>Removes what a process left half written that was killed; what another is writing is left alone, for it holds a lock on it.</summary>
    /// <param name="path">The file that was to be written.</param>
    /// <param name="age">
    /// How long ago it must have been written; where others may write the same file, so that one which is about to get its name stays.
    /// </param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    public static void RemoveLeftovers(string path, TimeSpan age = default)
    {
        var full = Path.GetFullPath(path);
        foreach (var leftover in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, Path.GetFileName(full) + ".*" + PendingFile.Ending))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) < age)
                {
                    continue;
                }

                using (new FileStream(leftover, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0))
                {
                    File.Delete(leftover);
                }
            }
            catch (IOException)
            {
                // Somebody is writing it, or has just finished.
            }
        }
    }
}
