using System.CommandLine;
using Relumine.Cli;

namespace Relumine.House.Tests.Guides;

/// <summary>The words of the command line: commands and options, whatever the command they belong to.</summary>
internal static class CommandLineWords
{
    private static readonly Command[] s_commands = [.. new Grammar().Commands.SelectMany(c => c.Subcommands.Prepend(c))];

    /// <summary>The names of the commands.</summary>
    public static IReadOnlySet<string> Commands { get; } = s_commands.Select(c => c.Name).ToHashSet();

    /// <summary>The options of all commands, in every spelling.</summary>
    public static IReadOnlySet<string> Options { get; } =
        s_commands.SelectMany(c => c.Options).SelectMany(o => o.Aliases.Append(o.Name)).Concat(["--quiet", "--verbose", "--version", "--help"]).ToHashSet();
}
