using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Pieces;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine fold</c>: the lesson of folded paper.</summary>
internal sealed class FoldCommand : CliCommand
{
    private readonly Argument<string[]> _recipes = new("RECIPE")
    {
        Description = "Recipes with two inputs, or a folder of them: each is trained, and its creases are shown",
        Arity = ArgumentArity.ZeroOrMore,
        HelpName = "RECIPE.json",
    };
    private readonly Option<int> _folds = StandardOptions.Whole("--folds", "How many layers of the construction are counted", 6, 2, 8);
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers start (each recipe's seed)", -1, 0, int.MaxValue);
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<string?> _html = StandardOptions.File("--html", "Write the lesson as a page: one HTML file that needs nothing else");

    /// <summary>Declares the arguments.</summary>
    public FoldCommand() =>
        Syntax = new("fold", "Shows why depth folds space: a sheet of paper folded layer by layer, and networks that were trained.") { _recipes, _folds,
            _seed, _threads, _html };

    /// <inheritdoc/>
    public override int Rank => 5;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var html = given.GetValue(_html);
        ResultFile.CheckFolder(html);
        int? seed = given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null;
        var networks = new List<FoldedNetwork>();
        foreach (var path in RecipeFile.Several(given.GetValue(_recipes) ?? []).ToArray())
        {
            var subject = PieceSubject.Train(path, seed, given.GetValue(_threads), given, session, isSheet: true);
            networks.Add(new FoldedNetwork(new PieceCut(subject, subject.Samples, null).Whole(), subject.Score));
        }

        var lesson = FoldLesson.Of(given.GetValue(_folds), networks);
        if (html != ResultFile.StandardOutput)
        {
            FoldText.Write(lesson, session.Terminal);
            session.Out.Flush();
        }

        if (html is not null)
        {
            ResultFile.Write(session, html, "page", FoldPage.Write(lesson));
        }

        return ExitCode.Done;
    }
}
