using System.CommandLine;
using System.Text;

namespace Relumine.Cli.Options;

/// <summary>The options of a command by what they are about, as <c>--help</c> shows them where a command has many.</summary>
internal static class OptionGroups
{
    private const string Heading = "Options:";
    private const string General = "General";

    // Fewer are read faster without headings.
    private const int FewOptions = 8;

    private static readonly (string Heading, string[] Options)[] s_groups =
    [
        ("Data", ["--data", "--input", "--divide", "--mean", "--std", "--raw", "--csv-skip", "--csv-delimiter", "--label-column", "--labels", "--samples"]),
        ("Results", ["--csv", "--argmax", "--output", "--html", "--units", "--json", "--sarif", "--junit", "--markdown"]),
        ("What fails a build", ["--max-dead", "--max-dead-layer", "--fail-on", "--baseline"]),
        ("Interrupted runs", ["--resume", "--checkpoint-every"]),
        ("Computing", ["--threads", "--precision", "--seed", "--seeds", "--budget", "--any-work"]),
        (General, ["--help", "--quiet", "--verbose", "--version"]),
    ];

    /// <summary>Puts the options of a help text under headings; what belongs to one command alone stays first.</summary>
    /// <param name="help">The text as the parser's library writes it.</param>
    /// <param name="command">Whose help it is.</param>
    public static string Arrange(string help, Command command)
    {
        var lines = help.ReplaceLineEndings("\n").Split('\n');
        var head = Array.IndexOf(lines, Heading);
        if (head < 0 || command.Options.Count(o => !o.Hidden) <= FewOptions)
        {
            return help;
        }

        var end = Array.FindIndex(lines, head, string.IsNullOrWhiteSpace);
        end = end < 0 ? lines.Length : end;
        var entries = Entries(lines[(head + 1)..end]);
        var text = new StringBuilder(string.Join('\n', lines[..head]));
        foreach (var (heading, names) in s_groups.Prepend((Heading.TrimEnd(':'), Own(command))))
        {
            var mine = entries.Where(e => Array.Exists(names, n => IsOf(e[0], n))).ToArray();
            if (mine.Length > 0)
            {
                text.Append(head > 0 && text.Length > 0 && text[^1] != '\n' ? "\n" : "").Append(heading).Append(":\n");
                text.AppendJoin('\n', mine.SelectMany(e => e)).Append('\n');
                text.Append('\n');
            }
        }

        text.Length--;
        return text.Append(string.Join('\n', lines[end..])).ToString().ReplaceLineEndings();
    }

    /// <summary>The options that no group holds.</summary>
    private static string[] Own(Command command) =>
        [.. command.Options.Select(o => o.Name).Where(n => !Array.Exists(s_groups, g => g.Options.Contains(n)))];

    // An entry begins with two spaces and a name; its description may go on over deeper lines.
    private static List<List<string>> Entries(string[] lines)
    {
        var entries = new List<List<string>>();
        foreach (var line in lines)
        {
            if (entries.Count == 0 || line.StartsWith("  -", StringComparison.Ordinal))
            {
                entries.Add([]);
            }

            entries[^1].Add(line);
        }

        return entries;
    }

    private static bool IsOf(string entry, string name) =>
        entry.TrimStart().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => w[0] is '-').Contains(name);
}
