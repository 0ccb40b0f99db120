using System.CommandLine;
using Relumine.Cli.Demo;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Checkups;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine demo</c>: needs nothing, and shows a whole checkup.</summary>
internal sealed class DemoCommand : CliCommand
{
    /// <summary>The recipe of a network that falls ill.</summary>
    public const string SickRecipe = """
        // Clouds of points in ten classes, and a network that learns to tell them apart: in principle.
        // The learning rate is a hundred times too high, and the units of the last hidden layer die of it.
        { "schema": "relumine.recipe/1",
          "data":  { "blobs": { "seed": 1 } },
          "model": [ { "dense": 64 }, { "relu": {} }, { "dense": 64 }, { "relu": {} }, { "dense": 10 } ],
          "loss":  "softmaxCrossEntropy",
          "optimizer": { "adam": { "lr": 0.3 } },
          "batch": 32, "epochs": 10, "seed": 1 }

        """;

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder for the recipes, the network and the report (relumine-demo, and relumine-demo/audit with --audit)",
        HelpName = "DIR",
    };
    private readonly Option<bool> _audit = new("--audit")
    {
        Description = "Show an audit instead: plant dead units into a network, audit it, and say whether exactly those were found",
    };
    private readonly Option<int> _seed = StandardOptions.Seed();
    private readonly Option<int> _threads = StandardOptions.Threads();

    /// <summary>Declares the options.</summary>
    public DemoCommand() =>
        Syntax = new("demo", "Trains a network that falls ill, finds out why by experiment, treats it, and compares with its untreated twin.")
        {
            _output,
            _audit,
            _seed,
            _threads,
        };

    /// <inheritdoc/>
    public override int Rank => 1;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var folder = given.GetValue(_output) ?? (given.GetValue(_audit) ? Path.Combine("relumine-demo", "audit") : "relumine-demo");
        Directory.CreateDirectory(folder);
        if (given.GetValue(_audit))
        {
            return PlantedAudit.Run(folder, given.GetValue(_seed), given.GetValue(_threads), session);
        }

        // From here on it is a recipe in a file, as any other.
        var path = Path.Combine(folder, "recipe.json");
        var files = new CheckupFolder(folder) { Own = ["recipe.json", "audit"] };
        using (files.Make())
        {
            ResultFile.Write(path, SickRecipe);
        }

        var recipe = Recipe.Read(path) with { Seed = (ulong)given.GetValue(_seed) };
        var result = new RecipeCheckup(recipe, files, new CheckupOptions { Threads = given.GetValue(_threads) }).Run(session);
        CheckupText.Write(result, session.Terminal);
        session.Out.WriteLine();
        session.Out.WriteLine($"The sick recipe: {path}");
        if (result.TreatedRecipe is not null)
        {
            session.Out.WriteLine($"The treated one: {files.Treated}");
        }

        session.Out.WriteLine($"Report: {Path.GetFullPath(files.Report)}");
        return ExitCode.Done;
    }
}
