using Relumine.Graph.Errors;

namespace Relumine.Cli.Files;

/// <summary>Small text files that a user gives.</summary>
internal static class TextFile
{
    private const int Most = 1 << 28;

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="RelumineException">It is missing, may not be read, or is larger than such a file can be.</exception>
    public static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= Most
                ? File.ReadAllText(path)
                : throw new RelumineException(ErrorKind.BrokenFile, $"{path}: the file has more than {Most} bytes. Is it the right one?");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{path}: {(e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file. Check the path." : e.Message)}",
                e
            );
        }
    }
}
