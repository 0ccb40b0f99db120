using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Predictions;
using Relumine.Cli.Sessions;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine run MODEL.onnx --data PATH --csv FILE.csv</c>.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly Argument<string> _model = StandardOptions.Model();
    private readonly DataArguments _data = new();
    private readonly Option<string?> _csv = StandardOptions.File(
        "--csv",
        "Write a table of predictions, one line a row of the data: classes by name with probabilities, numbers in their units; - for standard output",
        "FILE.csv"
    );
    private readonly Option<bool> _argmax = new("--argmax")
    {
        Description = "With --csv: also the index of the largest output; a network trained here, or that ends in softmax, needs no asking",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder for the outputs as they are, made if needed; one file each",
        HelpName = "DIR",
    };
    private readonly Option<string> _format = StandardOptions.Choice("--format", "The files of --output: NumPy arrays or ONNX tensors", "npy", "pb");
    private readonly Option<string> _precision = StandardOptions.Precision();
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<bool> _anyWork = StandardOptions.AnyWork();

    /// <summary>Declares the options.</summary>
    public RunCommand()
    {
        Syntax = new("run", "Runs an ONNX model on data and writes its predictions or outputs.") { _model };
        _data.AddTo(Syntax);
        foreach (var option in (Option[])[_csv, _argmax, _output, _format, _precision, _threads, _anyWork])
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
        var (folder, csv, argmax) = (given.GetValue(_output), given.GetValue(_csv), given.GetValue(_argmax));
        CheckResults(folder, csv, argmax);
        var model = OnnxModel.Load(given.GetRequiredValue(_model));
        using var data = _data.Open(given, model);
        var feed = new SampleFeed(model.Graph, data.Sources);
        var options = new PlanOptions
        {
            Threads = given.GetValue(_threads),
            Precision = StandardOptions.Precision(given.GetRequiredValue(_precision)),
            AnyWork = given.GetValue(_anyWork),
        };
        var isOnce = feed.IsOneRun;
        using var plan = feed.Compile(model, options, isOnce);
        foreach (var note in data.Notes)
        {
            session.Note(note);
        }

        var rows = RowsOfRun(plan, feed, isOnce);
        var outputs = RowOutput.Of(plan, rows);
        using var files = folder is null ? null : new OutputFolder(folder, given.GetRequiredValue(_format));
        using var table = csv is null ? null : new PredictionTable(csv, PredictionChoice.Of(model, outputs, argmax));
        void Tabulate(ModelTensor[] tensors, int samples) => table?.Add(new OutputRows(outputs, tensors), samples * rows);
        var written = isOnce ? Once(plan, feed, files, Tabulate, session) : OverSamples(plan, feed, files, Tabulate, session);
        foreach (var line in written)
        {
            // Standard output is the table's alone where that goes there.
            if (csv == ResultFile.StandardOutput)
            {
                session.Note(line);
            }
            else
            {
                session.Out.WriteLine(line);
            }
        }

        table?.Complete(session);
        return ExitCode.Done;
    }

    private static void CheckResults(string? folder, string? csv, bool argmax)
    {
        if (folder is null && csv is null)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                "Nothing says where the outputs go: --csv FILE.csv writes a table of predictions, --output DIR arrays. See 'relumine run --help'.");
        }

        if (argmax && csv is null)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--argmax adds a column to the table that --csv writes. Give --csv FILE.csv, too.");
        }

        ResultFile.CheckFolder(csv);
    }

    // Where the data are one run of the network as it stands, it holds all rows, if every output has as many.
    private static int RowsOfRun(Plan plan, SampleFeed feed, bool isOnce)
    {
        var rows = (isOnce || feed.Samples == 1) && feed.Inputs.Count > 0 ? feed.Inputs.Max(b => b.Source.Samples) : 1;
        return plan.Outputs.All(o => o.Shape is [var first, ..] && first == rows) ? (int)rows : 1;
    }

    private static IReadOnlyList<string> Once(Plan plan, SampleFeed feed, OutputFolder? files, Action<ModelTensor[], int> tabulate, Session session)
    {
        ModelTensor[] outputs = [.. plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, o.Shape))];
        plan.Run(1, feed.Whole(plan), outputs, session.Stop);
        tabulate(outputs, 1);
        return files?.Write(plan, outputs) ?? [];
    }

    private static IReadOnlyList<string> OverSamples(Plan plan, SampleFeed feed, OutputFolder? files, Action<ModelTensor[], int> tabulate, Session session)
    {
        files?.Begin(plan);
        using var progress = session.Progress("running", feed.Samples);
        ModelTensor[] outputs = [];
        foreach (var (samples, inputs) in feed.Blocks(plan))
        {
            session.Stop.ThrowIfCancellationRequested();
            if (outputs is not [var first, ..] || first.Shape[0] != samples)
            {
                outputs = [.. plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, new Shape(samples, o.SampleLength)))];
            }

            plan.Run(samples, inputs, outputs, session.Stop);
            files?.Add(outputs, samples);
            tabulate(outputs, samples);
            progress.Add(samples);
        }

        return files?.Complete() ?? [];
    }
}
