using System.CommandLine;

namespace Relucent.Cli;

/// <summary><c>relucent checkup RECIPE.json</c>, and <c>relucent checkup --suite DIR</c>.</summary>
internal sealed class CheckupCommand : CliCommand
{
    private readonly Option<string?> _suite = new("--suite") { HelpName = "DIR", Description = "All recipes of a folder, each with what is expected of it in suite.json, as a table" };
    private readonly Option<bool> _untreated = new("--untreated") { Description = "With --suite: only train the recipes as they are, and compare with what is written about them" };
    private readonly Option<string[]> _only = new("--only") { HelpName = "NAME[,…]", Description = "With --suite: only these recipes" };
    private readonly Option<int> _seeds = StandardOptions.Whole("--seeds", "How many seeds to examine", 1, 1, 1000);
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "DIR", Description = "The folder for the results" };
    private readonly Option<int> _threads = StandardOptions.Threads();

    /// <summary>Declares the options.</summary>
    public CheckupCommand() =>
        Syntax = new("checkup", "Trains, examines, finds out the cause by experiment, treats, and compares with an untreated twin.") { _suite, _untreated, _only, _seeds, _output, _threads };

    /// <inheritdoc/>
    public override int Rank => 3;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var only = (given.GetValue(_only) ?? []).SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var suite = given.GetValue(_suite) ?? throw new RelucentException(ExitCode.WrongUsage, "What is to be examined? Give --suite DIR, a folder of recipes.");
        var run = new SuiteRun(suite, [.. only], given.GetValue(_seeds), given.GetValue(_threads), given.GetValue(_output));
        return run.Untreated(session);
    }
}
