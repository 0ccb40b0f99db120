using System.CommandLine;
using System.Globalization;
using Relumine.Cli.Clinic;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Texts;
using Relumine.Cli.Training;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Gates;
using Relumine.Doctor.Json;
using Relumine.Graph.Errors;
using Relumine.Recipes;
using Relumine.Reports.Formats;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine checkup RECIPE.json</c>, and <c>relumine checkup --suite DIR</c>.</summary>
internal sealed class CheckupCommand : CliCommand
{
    private readonly Argument<string?> _recipe = new("RECIPE") { Description = "All that the run depends on, as JSON", HelpName = "RECIPE.json", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<double> _budget = Budget();
    private readonly Option<int> _seeds = StandardOptions.Whole("--seeds", "How many seeds to examine: the recipe's, and those that follow it", 1, 1, 1000);
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers start (the recipe's seed)", -1, 0, int.MaxValue);
    private readonly Option<string?> _clean = new("--clean") { HelpName = "RECIPE.json", Description = "A recipe that is known to be good, to compare with" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from what an earlier checkup left in the folder" };
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "DIR", Description = "The folder for checkup.json, treated.json, model.onnx and report.html (a new one beside the recipe); with --suite, for the table" };
    private readonly FormatArguments _formats = new();
    private readonly GateArguments _gates = new(GateSubject.OfCheckup);
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<string?> _suite = new("--suite") { HelpName = "DIR", Description = "All recipes of a folder, each with what is expected of it in suite.json, as a scoreboard" };
    private readonly Option<bool> _untreated = new("--untreated") { Description = "With --suite: only train the recipes as they are, and compare with what is written about them" };
    private readonly Option<string[]> _only = new("--only") { HelpName = "NAME[,…]", Description = "With --suite: only these recipes" };

    /// <summary>Declares the options.</summary>
    public CheckupCommand()
    {
        Syntax = new("checkup", "Trains by a recipe, finds what is wrong, tests by experiment why, treats, and compares with an untreated twin.")
        {
            _recipe, _budget, _seeds, _seed, _clean, _resume, _output, _threads, _suite, _untreated, _only,
        };
        foreach (var option in _formats.Options.Concat(_gates.Options))
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public override int Rank => 3;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var (path, suite) = (given.GetValue(_recipe), given.GetValue(_suite));
        return path is null == suite is null
            ? throw new RelumineException(ErrorKind.InvalidRequest, "What is to be examined? Give a RECIPE.json, or --suite DIR for a folder of recipes. See 'relumine checkup --help'.")
            : suite is not null ? RunSuite(suite, given, session) : RunRecipe(path!, given, session);
    }

    private ExitCode RunRecipe(string path, ParseResult given, Session session)
    {
        var gates = _gates.Read(given);
        _formats.CheckFolders(given);
        if (given.GetValue(_untreated) || given.GetResult(_only) is { Implicit: false })
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--untreated and --only go with --suite. 'relumine train' trains a recipe as it is.");
        }

        var recipe = TrainingSession.Read(path, given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null);
        var folder = CheckupFolder.Of(given.GetValue(_output), path, given.GetValue(_resume));
        var result = new RecipeCheckup(recipe, folder, new CheckupOptions
        {
            Budget = given.GetValue(_budget),
            Seeds = given.GetValue(_seeds),
            Clean = given.GetValue(_clean) is { } clean ? Recipe.Read(clean) : null,
            Threads = given.GetValue(_threads),
            Resume = given.GetValue(_resume),
        }).Run(session);
        if (!_formats.TakeStandardOutput(given))
        {
            CheckupText.Write(result, session.Terminal);
            session.Out.WriteLine($"Report: {folder.Report}");
            session.Out.Flush();
        }

        var subject = GateSubject.Of(result);
        var examined = new Examined(path, Program.Version, result.Findings)
        {
            Known = result.Findings.Where(gates.IsKnown).ToHashSet(),
            About = new Dictionary<string, string> { ["verdict"] = CheckupJson.Word(result.Verdict), ["causes"] = string.Join(", ", result.Causes.Select(c => c.Cause)) },
        };
        _formats.Write(given, session, examined, () => CheckupJson.Write(result), () => CheckupMarkdown.Write(result));
        return GateArguments.Judge(gates, subject, session);
    }

    private ExitCode RunSuite(string suite, ParseResult given, Session session)
    {
        if (_formats.Options.Concat(_gates.Options).FirstOrDefault(o => given.GetValue(o) is not null) is { } misplaced)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"{misplaced.Name} goes with one RECIPE.json, not with --suite. --output DIR says where the tables of a suite go.");
        }

        var only = (given.GetValue(_only) ?? []).SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var run = new SuiteRun(suite, [.. only], given.GetValue(_seeds), given.GetValue(_threads), given.GetValue(_output));
        return given.GetValue(_untreated) ? run.Untreated(session) : run.Scoreboard(session, given.GetValue(_budget));
    }

    private static Option<double> Budget() => new("--budget")
    {
        Description = "What each seed may cost, everything included, in multiples of the untreated training",
        HelpName = "X",
        DefaultValueFactory = _ => new CheckupOptions().Budget,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 1000)
            {
                return value;
            }

            result.AddError($"--budget takes a number from 1 to 1000, not '{text}'.");
            return 1;
        },
    };
}
