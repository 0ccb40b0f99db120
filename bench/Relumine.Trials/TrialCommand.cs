using System.CommandLine;
using System.CommandLine.Help;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Trials.Cases;

namespace Relumine.Trials;

/// <summary>The command line of the trial.</summary>
internal sealed class TrialCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "Recipes, each with what is expected of it in suite.json" };
    private readonly Option<int> _seeds = StandardOptions.Whole("--seeds", "How many seeds to examine of each recipe", 1, 1, 1000);
    private readonly Option<double?> _budget = StandardOptions.Budget();
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "DIR", Description = "The folder for the tables" };
    private readonly Option<bool> _untreated = new("--untreated")
    {
        Description = "Only train the recipes as they are, and compare with what is written about them",
    };
    private readonly Option<string[]> _only = new("--only") { HelpName = "NAME[,…]", Description = "Only these recipes, by name or code" };
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "More about errors, stack traces included" };
    private readonly CaseCommand[] _boards = [new(new PatientsBoard()), new(new PublishedBoard()), new(new TablesBoard())];
    private readonly RootCommand _root;

    /// <summary>Declares the options.</summary>
    public TrialCommand()
    {
        _root = new("Makes checkups of all recipes of a folder, and writes down what was found, explained and cured.")
        {
            _folder, _seeds, _budget, _output, _untreated, _only, _threads, _quiet, _verbose,
        };

        // What has commands beside it must have an action of its own, or a folder alone would be refused.
        _root.SetAction(_ => 0);
        foreach (var board in _boards)
        {
            _root.Subcommands.Add(board.Command);
        }
    }

    /// <summary>Understands the command line and does what it says.</summary>
    /// <exception cref="RelumineException">It is wrong, or a recipe is.</exception>
    public ExitCode Run(string[] args, Session session)
    {
        var given = _root.Parse(args);
        if (given.Action is HelpAction)
        {
            return (ExitCode)given.Invoke(new InvocationConfiguration { Output = session.Out, Error = session.Terminal.Error });
        }

        if (given.Errors.Count > 0)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"{given.Errors[0].Message.Trim()} --help tells what can be given.");
        }

        if (_boards.FirstOrDefault(b => b.Command == given.CommandResult.Command) is { } chosen)
        {
            return chosen.Run(given, session);
        }

        var only = (given.GetValue(_only) ?? []).SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var run = new SuiteRun(given.GetRequiredValue(_folder), [.. only], given.GetValue(_seeds), given.GetValue(_threads), given.GetValue(_output));
        session = session with { Quiet = given.GetValue(_quiet) };
        return given.GetValue(_untreated) ? run.WriteUntreatedTable(session) : run.WriteScoreboard(session, given.GetValue(_budget));
    }
}
