using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Gates;
using Relumine.Doctor.Json;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Reports.Formats;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine audit MODEL.onnx --data PATH</c>.</summary>
internal sealed class AuditCommand : CliCommand
{
    private readonly Argument<string> _model = StandardOptions.Model();
    private readonly DataArguments _data = new();
    private readonly GateArguments _gates = new(GateSubject.OfAudit);
    private readonly FormatArguments _formats = new();
    private readonly BoxArguments _box = new();
    private readonly Option<string?> _labels = StandardOptions.File("--labels", "One class index a sample, for accuracy, in any of the formats of --data");
    private readonly Option<string?> _output = new("--output") { HelpName = "NAME", Description = "Which output accuracy looks at, when there are several" };
    private readonly Option<int> _samples = StandardOptions.Whole("--samples", "Examine only the first N samples (all)", 0, 1, int.MaxValue);
    private readonly Option<string[]> _layer = new("--layer")
    {
        HelpName = "NAME[,…]",
        Description = "Examine only these layers, by the name of the activation's output tensor",
    };
    private readonly Option<string> _precision = StandardOptions.Precision();
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<bool> _anyWork = StandardOptions.AnyWork();
    private readonly RuntimeArgument _runtime = new();
    private readonly Option<string?> _html = StandardOptions.File("--html", "Write a report: one HTML file that needs nothing else");
    private readonly Option<string?> _units = StandardOptions.File(
        "--units",
        "Write a CSV table of all units; with labels also how often each fires on each class",
        "FILE.csv"
    );

    /// <summary>Declares the options.</summary>
    public AuditCommand()
    {
        Syntax = new("audit", "Examines a trained ONNX model on data: every rectifier, every unit.") { _model };
        _data.AddTo(Syntax);
        foreach (
            var option in (Option[])
                [
                    _labels, _output, _samples, _layer, _precision, _threads, _anyWork, _runtime.Option, _html, _units, .. _formats.Options, .. _gates.Options,
                    .. _box.Options,
                ]
        )
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public override int Rank => 2;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        if (_runtime.IsElsewhere(given, session))
        {
            return _runtime.HandOver(session);
        }

        var gates = _box.Read(given, _gates.Read(given));
        _formats.CheckFolders(given);
        ResultFile.CheckFolder(given.GetValue(_html));
        ResultFile.CheckFolder(given.GetValue(_units));

        var model = OnnxModel.Load(given.GetRequiredValue(_model), new OnnxLoadOptions { KeepUnread = true });
        using var data = _data.Open(given, model, wantsLabels: true);
        using var labels = given.GetValue(_labels) is { } file ? _data.OpenLabels(given, model, file) : null;
        var labeled = (labels ?? (OutputIsANumber(model.Graph) ? null : data.Labeled))?.Labels;
        var result = _runtime.Explain(given, () => Examine(model, data, labeled, given, session));
        if (result.Data.Samples == 0)
        {
            session.Stop.ThrowIfCancellationRequested();
        }

        foreach (var note in data.Notes.Concat(labels?.Notes ?? []))
        {
            session.Note(note);
        }

        if (labeled is null && data.Labeled is not null)
        {
            session.Note("The network puts out one number and no classes, so the label column is left out and there is no accuracy.");
        }

        result = _box.Prove(
            given, model, result, data.Sources, given.GetValue(_threads), StandardOptions.Precision(given.GetRequiredValue(_precision)), session);
        Write(result, gates, given, session);
        if (!result.Data.Complete)
        {
            throw new StoppedException($"cancelled: what is reported is about the first {Wording.Count(result.Data.Samples, "sample")}.");
        }

        return GateArguments.Judge(gates, GateSubject.Of(result), session);
    }

    // Then a label column says which column of the data is no input, and nothing more.
    private static bool OutputIsANumber(ModelGraph graph) =>
        graph.Outputs is [{ RankKnown: true } only] && only.Type.IsFloat() && only.Dims.Count > 0 && only.Dims.Skip(1).All(d => d.Size == 1);

    private AuditResult Examine(Model model, OpenedData data, DataSource? labels, ParseResult given, Session session)
    {
        string[] layers =
        [
            .. (given.GetValue(_layer) ?? []).SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
        var options = new AuditOptions
        {
            Path = given.GetRequiredValue(_model),
            Samples = given.GetValue(_samples) is > 0 and var samples ? samples : null,
            Layers = layers.Length > 0 ? layers : null,
            Output = given.GetValue(_output),
            ByClass = labels is not null && given.GetValue(_units) is not null,
            Pictures = given.GetValue(_html) is not null,
            Threads = given.GetValue(_threads),
            AnyWork = given.GetValue(_anyWork),
            Precision = StandardOptions.Precision(given.GetRequiredValue(_precision)),
        };
        using var progress = session.Progress("examining", data.Sources.Select(s => s.Samples).DefaultIfEmpty(1).Max());
        if (_runtime.IsGiven(given))
        {
            using var runtime = _runtime.Open(labels, options, session);
            return Audit.Run(runtime, data.Sources, options, progress, session.Stop);
        }

        return Audit.Run(model, data.Sources, labels, options, progress, session.Stop);
    }

    private void Write(AuditResult result, GateOptions gates, ParseResult given, Session session)
    {
        var html = given.GetValue(_html);
        if (html != ResultFile.StandardOutput && !_formats.TakeStandardOutput(given))
        {
            AuditText.Write(result, session.Terminal);
            session.Out.Flush();
        }

        if (html is not null)
        {
            ResultFile.Write(session, html, "report", AuditPage.Write(result));
        }

        var examined = new Examined(result.Model.Path, ProgramVersion.Text, result.Findings) { Known = result.Findings.Where(gates.IsKnown).ToHashSet() };
        _formats.Write(given, session, examined, () => AuditJson.Write(result), () => Markdown.Write(result, examined));
        _box.Write(given, result, session);
        if (given.GetValue(_units) is { } units)
        {
            UnitTable.Write(result, units);
            session.Note($"units: {units}");
        }
    }
}
