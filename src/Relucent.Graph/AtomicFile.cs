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
        string? temporary = null;
        try
        {
            var full = Path.GetFullPath(path);
            if (Directory.Exists(full))
            {
                throw new RelucentException(ExitCode.BrokenFile, $"{path} is a folder, so no file of this name can be written. Choose another name.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
            }

            File.Move(temporary, full, overwrite: true);
            temporary = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new RelucentException(ExitCode.BrokenFile, $"{path} cannot be written: {e.Message.TrimEnd('.')}. Check the folder, its permissions and the space on the disk.", e);
        }
        finally
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
    }
}
