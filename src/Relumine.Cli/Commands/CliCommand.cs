using System.CommandLine;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Commands;

/// <summary>A command of the program: one file in <c>Commands/</c>, found by the catalogue.</summary>
internal abstract class CliCommand
{
    /// <summary>Where the command stands in the overview; smaller is higher.</summary>
    public abstract int Rank { get; }

    /// <summary>The command with its arguments, options and description.</summary>
    public abstract Command Syntax { get; }

    /// <summary>Does the work and writes the result.</summary>
    /// <returns>How it ended; whatever is wrong is thrown.</returns>
    public abstract ExitCode Run(ParseResult given, Session session);
}
