namespace Relucent;

/// <summary>
/// Writes files so that a reader sees either nothing (or what was there before) or everything: under a temporary name in the same folder,
/// which is renamed at the end.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one that is there.</summary>
    /// <param name="path">The file. Folders that are missing are made.</param>
    /// <param name="write">Writes the contents. If it throws, nothing is left behind.</param>
    /// <exception cref="RelucentException">The file cannot be written; the message says why.</exception>
    public static void Write(string path, Action<Stream> write)
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

        file.Commit();
    }
}
