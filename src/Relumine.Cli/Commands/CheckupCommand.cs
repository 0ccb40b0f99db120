using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Live;
using Relumine.Cli.Options;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Gates;
using Relumine.Doctor.Json;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Reports.Formats;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine checkup RECIPE.json</c>.</summary>
internal sealed class CheckupCommand : CliCommand
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "All that the run depends on, as JSON", HelpName = "RECIPE.json" };
    private readonly Option<double?> _budget = StandardOptions.Budget();
    private readonly Option<int> _seeds = StandardOptions.Whole("--seeds", "How many seeds to examine: the recipe's, and those that follow it", 1, 1, 1000);
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers start (the recipe's seed)", -1, 0, int.MaxValue);
    private readonly Option<string?> _clean = new("--clean") { HelpName = "RECIPE.json", Description = "A recipe that is known to be good, to compare with" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from what an earlier checkup left in the folder" };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "DIR",
        Description = "The folder for checkup.json, treated.json, model.onnx and report.html (a new one beside the recipe)",
    };
    private readonly Option<bool> _live = new("--live")
    {
        Description = "Show every run on a page while it is made; it can be paused there, and the result is the same",
    };
    private readonly AddressArguments _address = new();
    private readonly FormatArguments _formats = new();
    private readonly GateArguments _gates = new(GateSubject.OfCheckup);
    private readonly Option<int> _threads = StandardOptions.Threads();

    /// <summary>Declares the options.</summary>
    public CheckupCommand()
    {
        Syntax = new("checkup", "Trains by a recipe, finds what is wrong, tests by experiment why, treats, and compares with an untreated twin.")
        {
            _recipe, _budget, _seeds, _seed, _clean, _resume, _output, _threads, _live,
        };
        _address.AddTo(Syntax);
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
        var path = given.GetRequiredValue(_recipe);
        var gates = _gates.Read(given);
        _formats.CheckFolders(given);
        var recipe = RecipeFile.Read(path, given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null, given);
        var folder = CheckupFolder.Of(given.GetValue(_output), path, given.GetValue(_resume));
        using var shown = given.GetValue(_live) ? TrainingRun.Prepare(recipe, asWritten: true) : null;
        using var live = shown is null ? null : new LiveSession(shown, LiveOptions.Beside(RecipeFile.NameOf(path)), owns: false);
        using var page = live is null ? null : _address.Open(given, live, session);
        var result = new RecipeCheckup(recipe, folder, new CheckupOptions
        {
            Budget = given.GetValue(_budget),
            Seeds = given.GetValue(_seeds),
            Clean = given.GetValue(_clean) is { } clean ? Recipe.Read(clean) : null,
            Threads = given.GetValue(_threads),
            Resume = given.GetValue(_resume),
        }).Run(session, live);
        live?.End("The checkup has ended: " + CheckupWording.Headline(result));
        if (!_formats.TakeStandardOutput(given))
        {
            CheckupText.Write(result, session.Terminal);
            session.Out.WriteLine($"Report: {folder.Report}");
            session.Out.Flush();
        }

        var subject = GateSubject.Of(result);
        var examined = new Examined(path, ProgramVersion.Text, result.Findings)
        {
            Known = result.Findings.Where(gates.IsKnown).ToHashSet(),
            About = new Dictionary<string, string>
            {
                ["verdict"] = CheckupJson.Word(result.Verdict),
                ["causes"] = string.Join(", ", result.Causes.Select(c => c.Cause)),
            },
        };
        _formats.Write(given, session, examined, () => CheckupJson.Write(result), () => CheckupMarkdown.Write(result));
        return GateArguments.Judge(gates, subject, session);
    }
}
