using System.Buffers.Text;
using System.CommandLine;
using System.Text;
using Relumine.Cli.Files;
using Relumine.Cli.Live;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Live.Pages;
using Relumine.Live.Play;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine play [LESSON]</c>.</summary>
internal sealed class PlayCommand : CliCommand
{
    private readonly Argument<string?> _lesson = new("LESSON")
    {
        Description = "Where to begin: " + string.Join(", ", PresetCatalogue.All.Select(p => p.Id)) + "; or the address of a page of it, from # on",
        HelpName = "LESSON",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly AddressArguments _address = new();
    private readonly Option<string?> _export = StandardOptions.File(
        "--export", "Record a run instead, and write it as one page that replays it and needs nothing else; - for standard output, alone");
    private readonly Option<int> _steps = StandardOptions.Whole("--steps", "How many steps are recorded", 1000, 1, 1_000_000);
    private readonly Option<int> _threads = StandardOptions.Threads();

    /// <summary>Declares the options.</summary>
    public PlayCommand()
    {
        Syntax = new("play", "Opens a playground: small networks to build, watch, hurt and heal.") { _lesson, _export, _steps, _threads };
        _address.AddTo(Syntax);
    }

    /// <inheritdoc/>
    public override int Rank => 1;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var lesson = given.GetValue(_lesson) ?? PresetCatalogue.All[0].Id;
        var recipe = Begin(lesson);
        PlayLimits.Check(recipe);
        if (given.GetValue(_export) is { } export)
        {
            ResultFile.CheckFolder(export);
            var preset = PresetCatalogue.All.FirstOrDefault(p => p.Id == lesson);
            var (title, look) = preset is null ? ("A network of the playground", "") : (preset.Title, preset.Look);
            ResultFile.Write(session, export, "lesson", RecordedLesson.Write(recipe, title, look, given.GetValue(_steps), session.Stop));
            return ExitCode.Done;
        }

        var run = TrainingRun.Prepare(recipe, given.GetValue(_threads), asWritten: true);
        using var live = new LiveSession(run, new LiveOptions { Title = "Play with rectifiers", Plays = true, Pace = 30 });
        using var page = _address.Open(given, live, session);
        live.Train(session.Stop);
        return ExitCode.Done;
    }

    private static Recipe Begin(string lesson)
    {
        if (lesson.LastIndexOf('#') is var at && at < 0)
        {
            return PresetCatalogue.Find(lesson).Recipe;
        }

        try
        {
            return Recipe.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(lesson.AsSpan(at + 1))));
        }
        catch (FormatException e)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "What stands behind the # is no network of the playground: it was cut or changed.", e);
        }
    }
}
