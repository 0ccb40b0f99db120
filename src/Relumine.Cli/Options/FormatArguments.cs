using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Reports.Formats;

namespace Relumine.Cli.Options;

/// <summary>The options that write a result for programs, code hosts and build servers.</summary>
internal sealed class FormatArguments
{
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");
    private readonly Option<string?> _sarif = StandardOptions.File("--sarif", "Write the findings as SARIF 2.1.0, for code hosts");
    private readonly Option<string?> _junit = StandardOptions.File("--junit", "Write the findings as a JUnit report, for build servers");
    private readonly Option<string?> _markdown = StandardOptions.File(
        "--markdown",
        "Write a summary as Markdown, for a comment on a change; - for standard output, alone"
    );

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option<string?>> Options => [_json, _sarif, _junit, _markdown];

    /// <summary>Looks before the work whether the results can go where they are to go.</summary>
    /// <exception cref="RelumineException">A folder is missing.</exception>
    public void CheckFolders(ParseResult given)
    {
        foreach (var option in Options)
        {
            ResultFile.CheckFolder(given.GetValue(option));
        }
    }

    /// <summary>Whether one of them has standard output for itself.</summary>
    public bool TakeStandardOutput(ParseResult given) => Options.Any(o => given.GetValue(o) == ResultFile.StandardOutput);

    /// <summary>Writes what was asked for.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="session">Where notes and standard output go.</param>
    /// <param name="examined">What was found.</param>
    /// <param name="json">Makes the JSON.</param>
    /// <param name="markdown">Makes the Markdown.</param>
    /// <exception cref="RelumineException">A file cannot be written.</exception>
    public void Write(ParseResult given, Session session, Examined examined, Func<string> json, Func<string> markdown)
    {
        (Option<string?> Option, string What, Func<string> Text)[] formats =
        [
            (_json, "JSON", json),
            (_sarif, "SARIF", () => Sarif.Write(examined)),
            (_junit, "JUnit", () => JUnit.Write(examined)),
            (_markdown, "Markdown", markdown),
        ];
        foreach (var (option, what, text) in formats)
        {
            if (given.GetValue(option) is { } path)
            {
                ResultFile.Write(session, path, what, text());
            }
        }
    }
}
