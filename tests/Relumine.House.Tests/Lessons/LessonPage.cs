using System.Text.RegularExpressions;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;
using Relumine.Testing;

namespace Relumine.House.Tests.Lessons;

/// <summary>
/// A page of docs/lessons, whose commands are run in an empty folder with the recipes beside it. A block of text below one of commands is what they
/// printed: all of it, or the lines that the block names (<c>1-9</c>, <c>12-</c>). A picture is a file that a command wrote.
/// </summary>
internal sealed partial class LessonPage : IDisposable
{
    private readonly TinyNetwork _folder = new();
    private readonly List<string> _printed = [];

    /// <summary>Reads a page.</summary>
    /// <param name="name">The file's name in docs/lessons.</param>
    public LessonPage(string name)
    {
        Text = Checkout.Read("docs/lessons/" + name);
        Directory.CreateSymbolicLink(_folder["recipes"], Path.Combine(Repository.Root, "recipes"));
    }

    /// <summary>The page as it is.</summary>
    public string Text { get; }

    /// <summary>What the commands printed and the commands themselves: where numbers of the prose may come from.</summary>
    public IReadOnlyList<string> Printed => _printed;

    /// <summary>The pictures that the page shows.</summary>
    public IEnumerable<string> Pictures => Picture().Matches(Text).Select(m => m.Groups["file"].Value);

    /// <summary>The prose: no blocks, no code, no links, no questions, no heading's number, no lesson's number.</summary>
    public string Prose => Unprosaic().Replace(Text.Split("\n## Questions")[0], " ");

    /// <summary>Runs all commands, and puts what they print where it belongs.</summary>
    /// <returns>The page as it should be.</returns>
    public string Run()
    {
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = _folder.Folder;
        try
        {
            return Example().Replace(Text, match =>
            {
                var printed = string.Concat(match.Groups["commands"].Value.Split('\n').Where(IsRun).Select(Of));
                _printed.Add(match.Groups["commands"].Value);
                if (!match.Groups["block"].Success)
                {
                    return match.Value;
                }

                var shown = Lines(printed, match.Groups["lines"].Value.Trim());
                _printed.Add(shown);
                return $"```sh\n{match.Groups["commands"].Value}```\n\n```text{match.Groups["lines"].Value}\n{shown}```\n";
            });
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    /// <summary>A file that a command wrote.</summary>
    public string Written(string file) => File.ReadAllText(_folder[file]);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // Pages that wait for a browser are tried elsewhere.
    private static bool IsRun(string line) =>
        line.StartsWith("relumine ", StringComparison.Ordinal) && !line.StartsWith("relumine play ", StringComparison.Ordinal);

    private static string Of(string line)
    {
        var run = Invocation.In(100, true, CancellationToken.None, line.Split(' ')[1..]);
        run.Code.ShouldBe(ExitCode.Done, $"{line}: {run.Error}");
        return run.Out;
    }

    private static string Lines(string printed, string which)
    {
        var lines = printed.TrimEnd('\n').Split('\n');
        var (first, last) = which.Split('-') is [var from, var to]
            ? (int.Parse(from), to.Length == 0 ? lines.Length : int.Parse(to))
            : (1, lines.Length);
        return string.Concat(lines.Skip(first - 1).Take(last - first + 1).Select(l => l.TrimEnd() + "\n"));
    }

    [GeneratedRegex(@"^```sh\n(?<commands>(?:(?!```).*\n)*)```\n(?<block>\n```text(?<lines>[^\n]*)\n(?:(?!```).*\n)*```\n)?", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"!\[[^\]]*\]\((?<file>[^)]+)\)")]
    private static partial Regex Picture();

    [GeneratedRegex(
        @"^```.*?^```|`[^`]*`|\]\([^)]*\)|^# \d+\.|^    .*$|[Ll]esson \d+|<!-- causes -->.*?<!-- /causes -->",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Unprosaic();
}
