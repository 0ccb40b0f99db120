using System.Text.RegularExpressions;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>What a guide names is there: the files of its commands, and the commands and options of its sentences.</summary>
public partial class PathTests
{
    private static readonly string[] s_guides =
        [.. Checkout.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal) && !f.StartsWith("docs/activations/", StringComparison.Ordinal))];

    private static readonly HashSet<string> s_folders = [.. Checkout.Files.Where(f => f.Contains('/', StringComparison.Ordinal)).Select(f => f.Split('/')[0])];

    // Options of other programs that a guide may speak of.
    private static readonly string[] s_foreign =
    [
        "--project",
        "--filter",
        "--logger",
        "--quick",
        "--without-tests",
        "--no-build",
        "--nologo",
        "--update",
        "--add-source",
        "--global",
        "--untreated",
        "--only",
    ];

    public static TheoryData<string> Guides => [.. s_guides];

    [Theory]
    [MemberData(nameof(Guides))]
    public void PathsInCommandsExist(string guide) =>
        Shell().Matches(Checkout.Read(guide)).SelectMany(b => b.Groups["code"].Value.Split('\n'))
            .Select(line => line.Split(" #")[0])
            .SelectMany(line => Words(line))
            .Where(word => word.Contains('/', StringComparison.Ordinal) && s_folders.Contains(word.Split('/')[0]))
            .Where(word => !Path.Exists(Path.Combine(Repository.Root, word)))
            .ShouldBeEmpty("the command names a file or folder of this checkout that is not there");

    [Theory]
    [MemberData(nameof(Guides))]
    public void CommandsAndOptionsInSentencesExist(string guide)
    {
        var quoted = Quoted().Matches(Fence().Replace(Checkout.Read(guide), "")).Select(m => m.Groups["text"].Value).ToList();

        quoted.SelectMany(q => Option().Matches(q)).Select(m => m.Value).Where(o => !CommandLineWords.Options.Contains(o) && !s_foreign.Contains(o))
            .ShouldBeEmpty("no command has this option");
        quoted.Select(q => Command().Match(q)).Where(m => m.Success).Select(m => m.Groups["command"].Value).Where(c => !CommandLineWords.Commands.Contains(c))
            .ShouldBeEmpty("relumine has no such command");
    }

    // The words of a command line, but for what it writes.
    private static IEnumerable<string> Words(string line)
    {
        var beforeIsOutput = false;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!beforeIsOutput)
            {
                yield return word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'');
            }

            beforeIsOutput = word is "--output" or "-o" or "--html" or "--json" or "--markdown" or ">";
        }
    }

    [GeneratedRegex("^```(sh|bash|console)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Shell();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"^relumine (?<command>[a-z][a-z-]*)")]
    private static partial Regex Command();
}
