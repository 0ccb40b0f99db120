using System.CommandLine;
using System.IO.Enumeration;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Trials.Cases;

/// <summary>A command that makes checkups of a folder of cases: its options, and what becomes of them.</summary>
internal sealed class CaseCommand
{
    private readonly CaseBoard _board;
    private readonly Argument<string> _folder;
    private readonly Option<int> _seeds;
    private readonly Option<double?> _budget = StandardOptions.Budget();
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "DIR", Description = "The folder for the tables and the lines" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Keep the lines that stand in the folder already, and run what is missing" };
    private readonly Option<string[]> _only = new("--only") { HelpName = "GLOB[,…]", Description = "Only these cases, e.g. 'N1*'" };
    private readonly Option<string?> _expect = new("--expect")
    {
        HelpName = "FILE",
        Description = "What is right about each case; otherwise what is known of them",
    };
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "More about errors, stack traces included" };

    /// <summary>Declares the command of a board.</summary>
    public CaseCommand(CaseBoard board)
    {
        _board = board;
        _folder = new("DIR") { Description = board.FolderDescription };
        _seeds = StandardOptions.Whole("--seeds", "How many seeds of each case", board.CustomarySeeds, 1, 1000);
        _threads.DefaultValueFactory = _ => 1;
        Command = new Command(board.Name, board.Description) { _folder, _seeds, _budget, _output, _resume, _only, _expect, _threads, _quiet, _verbose };
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    /// <summary>Does what a command line says.</summary>
    /// <exception cref="RelumineException">It is wrong.</exception>
    public ExitCode Run(ParseResult given, Session session)
    {
        session = session with { Quiet = given.GetValue(_quiet) };
        var output = given.GetValue(_output);
        if (output is not null)
        {
            Directory.CreateDirectory(output);
        }

        using var cases = _board.Open(given.GetRequiredValue(_folder), given.GetValue(_expect));
        var series = new CaseSeries(
            output is null ? null : Path.Combine(output, _board.Name + ".jsonl"), given.GetValue(_resume),
            given.GetValue(_seeds), given.GetValue(_budget), given.GetValue(_threads));
        var results = series.Run(Chosen(cases.Cases, given.GetValue(_only) ?? []), session);
        var document = _board.Document(cases.Cases, results);
        session.Out.Write(document.Markdown);
        if (output is not null)
        {
            ResultFile.Write(session, Path.Combine(output, _board.Name + ".md"), "table", document.Markdown);
            ResultFile.Write(session, Path.Combine(output, _board.Name + ".json"), "JSON", document.Json);
        }

        return session.Stop.IsCancellationRequested ? throw new StoppedException("cancelled: the table holds what was finished.") : ExitCode.Done;
    }

    private static IReadOnlyList<Case> Chosen(IReadOnlyList<Case> cases, IEnumerable<string> only)
    {
        var globs = only.SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        bool Fits(string glob, Case c) => FileSystemName.MatchesSimpleExpression(glob, c.Name, ignoreCase: false);
        return globs.FirstOrDefault(g => !cases.Any(c => Fits(g, c))) is { } unknown
            ? throw new RelumineException(ErrorKind.InvalidRequest, $"--only {unknown}: there is no such case.")
            : [.. cases.Where(c => globs.Length == 0 || globs.Any(g => Fits(g, c)))];
    }
}
