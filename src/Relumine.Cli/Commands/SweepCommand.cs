using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Recipes.Sweeps;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine sweep RECIPE.json --over FIELD=VALUES</c>.</summary>
internal sealed class SweepCommand : CliCommand
{
    // What is finished is written so often that a crash costs little, and so seldom that writing costs nothing.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly Argument<string> _recipe = new("RECIPE") { Description = "What all networks have in common, as JSON", HelpName = "RECIPE.json" };
    private readonly Option<string[]> _over = new("--over")
    {
        Description = "A field of the recipe and its values, e.g. lr=1e-4..10 or init.weights.normal=0.01..3:64 or activation=relu,tanh; also width and "
            + "depth. Once to three times: upwards, to the right, a picture each",
        HelpName = "FIELD=VALUES",
        Required = true,
        Arity = new ArgumentArity(1, 3),
    };
    private readonly Option<int> _points = StandardOptions.Whole("--points", "How many values a range has that does not say", 32, 2, 4096);
    private readonly Option<int> _seeds = StandardOptions.Whole(
        "--seeds",
        "How many networks are trained at each point, with different random numbers",
        1,
        1,
        10_000
    );
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<string?> _point = new("--point")
    {
        Description = "Write the recipe of one point to standard output instead, by its numbers from 0 on each axis",
        HelpName = "I,J,K"
    };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with what the file of --json holds, after a crash or Ctrl+C" };
    private readonly Option<string?> _html = StandardOptions.File("--html", "Write a page with the pictures: one HTML file that needs nothing else");
    private readonly Option<string?> _json = StandardOptions.File(
        "--json",
        "Write the points as JSON, those that are done every ten seconds; - for standard output, alone"
    );

    /// <summary>Declares the options.</summary>
    public SweepCommand() =>
        Syntax = new("sweep", "Trains a recipe with many values of up to three fields: where networks learn, die and diverge.")
        {
            _recipe, _over, _points, _seeds, _threads, _point, _resume, _html, _json,
        };

    /// <inheritdoc/>
    public override int Rank => 5;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var path = given.GetRequiredValue(_recipe);
        var (html, json) = (given.GetValue(_html), given.GetValue(_json));
        ResultFile.CheckFolder(html);
        ResultFile.CheckFolder(json);
        var axes = given.GetRequiredValue(_over).Select(o => SweepAxis.Parse(o, given.GetValue(_points))).ToArray();
        var sweep = new Sweep(RecipeFile.Read(path, null, given), axes, given.GetValue(_seeds));
        if (given.GetValue(_point) is { } place)
        {
            session.Out.Write(sweep.RecipeOf(Point(sweep, place)).ToJson());
            return ExitCode.Done;
        }

        var points = new SweepPoint?[sweep.Count];
        var before = Resume(given.GetValue(_resume), json, sweep, points, session);
        var (seconds, canceled) = Train(sweep, points, before, json, given.GetValue(_threads), session);
        var report = new SweepReport(RecipeFile.NameOf(path), sweep, points, seconds);
        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", SweepDocument.Write(sweep, points, seconds));
        }

        if (canceled)
        {
            throw new StoppedException(
                $"cancelled after {Wording.Count(report.Known.Count)} of {Wording.Count(sweep.Count)} points"
                    + (json is null or ResultFile.StandardOutput ? ". With --json FILE they would be kept." : $": they are in {json}. Go on with --resume."));
        }

        if (!((string?[])[html, json]).Contains(ResultFile.StandardOutput))
        {
            SweepText.Write(report, session.Terminal);
            session.Out.Flush();
        }

        if (html is not null)
        {
            ResultFile.Write(session, html, "page", SweepPage.Write(report));
        }

        return ExitCode.Done;
    }

    private static int Point(Sweep sweep, string text)
    {
        try
        {
            return sweep.PointAt([.. text.Split(',').Select(t => int.Parse(t, NumberStyles.None, CultureInfo.InvariantCulture))]);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"--point takes {Wording.Count(sweep.Axes.Count)} numbers from 0 with commas between them, below "
                    + $"{string.Join(" and ", sweep.Axes.Select(a => $"{a.Values.Count} ({a.Field})"))}, not '{text}'.");
        }
    }

    private static double Resume(bool resume, string? json, Sweep sweep, SweepPoint?[] points, Session session)
    {
        if (!resume)
        {
            return 0;
        }

        if (json is null or ResultFile.StandardOutput)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--resume goes on with the file of --json. Give --json FILE.");
        }

        if (!File.Exists(json))
        {
            session.Note($"{json} is not there yet: the sweep begins with its first point.");
            return 0;
        }

        var seconds = SweepDocument.Read(json, sweep, points);
        session.Note($"resumed with {Wording.Count(points.Count(p => p is not null))} of {Wording.Count(sweep.Count)} points.");
        return seconds;
    }

    private static (double Seconds, bool Canceled) Train(Sweep sweep, SweepPoint?[] points, double before, string? json, int threads, Session session)
    {
        var start = Stopwatch.GetTimestamp();
        var written = TimeSpan.Zero;
        using var progress = session.Progress("training", points.Count(p => p is null));
        try
        {
            sweep.Run(points, threads, _ =>
            {
                progress.Add(1);
                if (json is not (null or ResultFile.StandardOutput) && Stopwatch.GetElapsedTime(start) is var now && now - written > s_interval)
                {
                    written = now;
                    ResultFile.Write(json, SweepDocument.Write(sweep, points, before + now.TotalSeconds));
                }
            }, session.Stop);
            return (before + Stopwatch.GetElapsedTime(start).TotalSeconds, false);
        }
        catch (OperationCanceledException)
        {
            return (before + Stopwatch.GetElapsedTime(start).TotalSeconds, true);
        }
    }
}
