using System.CommandLine;
using System.Globalization;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Pieces;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Errors;
using Relumine.Onnx;
using Relumine.Reports.Charts;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine regions MODEL.onnx|RECIPE.json</c>.</summary>
internal sealed class RegionsCommand : CliCommand
{
    private readonly Argument<string> _model = new("MODEL")
    {
        Description = "An ONNX model; or a recipe, which is trained first",
        HelpName = "MODEL.onnx|RECIPE.json"
    };
    private readonly Option<string?> _box = PieceBox.Option();
    private readonly Option<string[]> _line = Points("--line", 2, "Along the line through two samples of the data, by number from 0, or points, e.g. 0,1 "
        + "1,0.5");
    private readonly Option<string[]> _plane = Points("--plane", 3, "In the plane through three samples of the data, or points");
    private readonly DataArguments _data = new();
    private readonly Option<string> _tint = StandardOptions.Choice("--tint", "What the colour of cells says: how steep the outputs are, or what they are",
        "slope", "output");
    private readonly Option<string?> _level = new("--level")
    {
        HelpName = "X|none",
        Description = "Where the decision of a single output changes (0 before a sigmoid, as the loss says for recipes); with several outputs the "
            + "largest one decides",
    };
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers of a recipe start (its seed)", -1, 0, int.MaxValue);
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<string?> _html = StandardOptions.File("--html", "Write a page: one HTML file that needs nothing else");
    private readonly Option<string?> _svg = StandardOptions.File("--svg", "Write the picture of the plane; of a box of three inputs, eight slices");
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");

    /// <summary>Declares the options.</summary>
    public RegionsCommand()
    {
        Syntax = new("regions", "Counts and draws the exact pieces of a network: along a line, in a plane, in a box.") { _model, _box, _line, _plane };
        _data.AddTo(Syntax);
        foreach (var option in (Option[])[_tint, _level, _seed, _threads, _html, _svg, _json])
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public override int Rank => 5;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        foreach (var result in (string?[])[given.GetValue(_html), given.GetValue(_svg), given.GetValue(_json)])
        {
            ResultFile.CheckFolder(result);
        }

        var (line, plane) = (given.GetValue(_line) ?? [], given.GetValue(_plane) ?? []);
        if (line.Length > 0 && plane.Length > 0)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--line and --plane are two pictures. Give one of them.");
        }

        var path = given.GetRequiredValue(_model);
        var model = PieceSubject.IsRecipe(path) ? null : OnnxModel.Load(path);
        using var data = model is null || !_data.AreGiven(given) ? null : _data.Open(given, model, wantsLabels: true);
        var subject = model is null ? Trained(path, given, session)
            : PieceSubject.Of(Path.GetFileNameWithoutExtension(path), data is null ? model : SettledShapes.Of(model, data.Sources));
        PiecePoint[] points = [.. line.Concat(plane).Select(p => PiecePoint.Of(p, subject.View.Inputs))];
        var samples = subject.Samples ?? (data is null ? null : Samples(data, session, subject, points));
        var cut = new PieceCut(subject with { Level = Level(given.GetValue(_level), subject.Level) }, samples, given.GetValue(_box));
        var report = points switch
        {
            [var a, var b] => cut.Line(a, b),
            [var a, var b, var c] => cut.Plane(a, b, c),
            _ => cut.Whole(),
        };
        Write(report with { Tint = given.GetRequiredValue(_tint) == "output" ? CellTint.Output : CellTint.Slope }, given, session);
        return ExitCode.Done;
    }

    private PieceSubject Trained(string path, ParseResult given, Session session)
    {
        int? seed = given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null;
        return PieceSubject.Train(path, seed, given.GetValue(_threads), given, session);
    }

    private static SampleTable Samples(OpenedData data, Session session, PieceSubject subject, PiecePoint[] points)
    {
        foreach (var note in data.Notes)
        {
            session.Note(note);
        }

        return SampleTable.Of(data, points.Select(p => p.Number).OfType<long>().ToHashSet(), subject.View.Inputs);
    }

    private static double? Level(string? text, double? otherwise) => text switch
    {
        null => otherwise,
        "none" => null,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && double.IsFinite(level) ? level
            : throw new RelumineException(ErrorKind.InvalidRequest, $"--level takes a number or the word 'none', not '{text}'."),
    };

    private void Write(RegionsReport report, ParseResult given, Session session)
    {
        var (html, svg, json) = (given.GetValue(_html), given.GetValue(_svg), given.GetValue(_json));
        if (svg is not null && report.Line is not null)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--svg draws planes, and this is a line. --html draws lines, too.");
        }

        if (!((string?[])[html, svg, json]).Contains(ResultFile.StandardOutput))
        {
            RegionsText.Write(report, session.Terminal);
            session.Out.Flush();
        }

        if (html is not null)
        {
            ResultFile.Write(session, html, "page", RegionsPage.Write(report));
        }

        if (svg is not null)
        {
            ResultFile.Write(session, svg, "picture", RegionsPage.Drawing(report));
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", RegionsDocument.Write(report));
        }
    }

    private static Option<string[]> Points(string name, int count, string description) => new(name)
    {
        HelpName = count == 2 ? "A B" : "A B C",
        Description = description,
        Arity = new ArgumentArity(count, count),
        AllowMultipleArgumentsPerToken = true,
    };
}
