using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Json;
using Relumine.Doctor.Trimming;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Onnx;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine trim MODEL.onnx --data PATH -o OUT.onnx</c>.</summary>
internal sealed class TrimCommand : CliCommand
{
    private readonly Argument<string> _model = StandardOptions.Model();
    private readonly DataArguments _data = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file for the smaller model; not written if nothing can be removed",
        HelpName = "OUT.onnx",
        Required = true,
    };
    private readonly Option<bool> _onlyProven = new("--only-proven")
    {
        Description = "Remove only units that are proven dead or constant for every input, not those that were only observed so",
    };
    private readonly BoxArguments _box = new();
    private readonly Option<bool> _observed = new("--observed")
    {
        Description = "With --box, remove also what an input of the box contradicts: what was seen on the data alone decides",
    };
    private readonly Option<bool> _onlyDead = new("--only-dead")
    {
        Description = "Remove only dead units, and not constant ones, linear ones and copies of others, whose removal rounds",
    };
    private readonly Option<string?> _labels = StandardOptions.File(
        "--labels",
        "One class index a sample, for accuracy before and after, in any of the formats of --data"
    );
    private readonly Option<string?> _outputName = new("--label-output")
    {
        HelpName = "NAME",
        Description = "Which output accuracy looks at, when there are several",
    };
    private readonly Option<InputRange> _range = InputRange.Option();
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<bool> _anyWork = StandardOptions.AnyWork();
    private readonly Option<string?> _html = StandardOptions.File("--html", "Write a report: one HTML file that needs nothing else");
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");

    /// <summary>Declares the options.</summary>
    public TrimCommand()
    {
        Syntax = new("trim", "Removes units that do nothing from a trained ONNX model, exactly, and says which promise holds.") { _model };
        _data.AddTo(Syntax);
        foreach (var option in (Option[])
            [_output, _onlyProven, _onlyDead, .. _box.OfTrim, _observed, _labels, _outputName, _range, _threads, _anyWork, _html, _json])
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
        var (path, output, json) = (given.GetRequiredValue(_model), given.GetRequiredValue(_output), given.GetValue(_json));
        ResultFile.CheckFolder(json);
        ResultFile.CheckFolder(given.GetValue(_html));
        ResultFile.CheckFolder(output);
        if (IsSame(path, output))
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"--output {output} is the model itself. Give another file: what was removed cannot be brought back."
            );
        }

        var model = OnnxModel.Load(path);
        using var data = _data.Open(given, model);
        using var labels = given.GetValue(_labels) is { } file ? _data.OpenLabels(given, model, file) : null;
        if (data.Sources.FirstOrDefault(s => IsSame(s.Origin, output)) is { } source)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"--output {output} is where the data are ({source.Origin}). Give another file.");
        }

        var range = given.GetValue(_range) ?? InputRange.Any;
        var box = _box.Choose(given, given.GetValue(_threads), null);
        if (box is null && given.GetValue(_observed))
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--observed needs --box: without one no unit is refuted, and what was observed goes anyway.");
        }

        var options = new TrimOptions
        {
            Path = path,
            OnlyProven = given.GetValue(_onlyProven),
            OnlyDead = given.GetValue(_onlyDead),
            Box = box,
            Observed = given.GetValue(_observed),
            MeasuresTime = given.GetValue(_html) is not null,
            Output = given.GetValue(_outputName),
            InputLow = range.Low,
            InputHigh = range.High,
            Threads = given.GetValue(_threads),
            AnyWork = given.GetValue(_anyWork),
        };
        TrimResult result;
        using (var progress = session.Progress("trimming", 2 * data.Sources.Select(s => s.Samples).DefaultIfEmpty(1).Max()))
        {
            result = Trim.Run(model, data.Sources, options, progress, labels?.Labels, session.Stop);
        }

        foreach (var note in data.Notes)
        {
            session.Note(note);
        }

        if (result.Removed > 0)
        {
            var versions = OnnxModel.Save(result.Network, output, new OnnxSaveOptions { KeepsOrigin = true });
            result = result with { Output = output };
            Tell(model, versions, session);
        }

        Write(result, given.GetValue(_html), json, session);
        return ExitCode.Done;
    }

    // What the file is newer in than the one that it came from, because an operator is written so.
    private static void Tell(Model model, FileVersions versions, Session session)
    {
        if (versions.Opset != model.Opset)
        {
            session.Note($"opset {versions.Opset} instead of {model.Opset}: operators as Relumine writes them "
                + (versions.Opset > model.Opset ? "need it" : "know no newer one"));
        }

        if (model.Origin is { } origin && versions.IrVersion != origin.IrVersion)
        {
            session.Note($"IR version {versions.IrVersion} instead of {origin.IrVersion}: weights that are no inputs need it");
        }
    }

    private static void Write(TrimResult result, string? html, string? json, Session session)
    {
        if (json != ResultFile.StandardOutput && html != ResultFile.StandardOutput)
        {
            TrimText.Write(result, session.Terminal);
            session.Out.Flush();
        }

        if (html is not null)
        {
            ResultFile.Write(session, html, "report", TrimPage.Write(result));
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", TrimJson.Write(result));
        }
    }

    private static bool IsSame(string model, string output) => Target(model) == Target(output);

    private static string Target(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
}
