using System.Globalization;
using System.Text;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;

namespace Relumine.Cli.Files;

/// <summary>A result that goes to a file which appears when it is complete, or to standard output.</summary>
internal static class ResultFile
{
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(10);

    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Writes a text, and says where it is.</summary>
    /// <param name="session">Where notes and standard output go.</param>
    /// <param name="path">The file; <c>-</c> is standard output.</param>
    /// <param name="what">What it is, for the note, e.g. <c>report</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public static void Write(Session session, string path, string what, string text)
    {
        if (path == StandardOutput)
        {
            session.Out.Write(what == "JSON" ? Escaped(text) : text);
            return;
        }

        Write(path, text);
        session.Note($"{what}: {path}");
    }

    // JSON can say the same without anything that a terminal or a build server would act upon; both signs stand in strings only.
    private static string Escaped(string json)
    {
        var text = new StringBuilder(json.Length);
        foreach (var c in json.Replace("##", @"#\u0023", StringComparison.Ordinal))
        {
            _ = HarmlessWriter.Steers(c) && c is not '\r' ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>Writes a text to a file.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Looks before the work, and not after it, whether a result can go where it is to go.</summary>
    /// <param name="path">The file, or null or <c>-</c>.</param>
    /// <exception cref="RelumineException">There is no such folder.</exception>
    public static void CheckFolder(string? path)
    {
        if (path is null or StandardOutput)
        {
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{path}: there is no folder '{folder}' to write to. Make it, or give another place.");
        }

        if (Directory.Exists(path))
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{path} is a folder, but a file is to be written. Give a name in it.");
        }

        try
        {
            AtomicFile.RemoveLeftovers(path, s_settled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whether something can be written there is told by writing it.
        }
    }
}
