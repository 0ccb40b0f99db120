using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine run MODEL.onnx --input NAME=PATH --output DIR</c>.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly Argument<string> _model = StandardOptions.Model();
    private readonly DataArguments _data = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder for the outputs, made if needed; one file each",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<string> _format = StandardOptions.Choice("--format", "The files: NumPy arrays or ONNX tensors", "npy", "pb");
    private readonly Option<string> _precision = StandardOptions.Precision();
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<bool> _anyWork = StandardOptions.AnyWork();

    /// <summary>Declares the options.</summary>
    public RunCommand()
    {
        Syntax = new("run", "Runs an ONNX model on data and writes its outputs.") { _model };
        _data.AddTo(Syntax);
        foreach (var option in (Option[])[_output, _format, _precision, _threads, _anyWork])
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
        var model = OnnxModel.Load(given.GetRequiredValue(_model));
        using var data = _data.Open(given, model);
        var feed = new SampleFeed(model.Graph, data.Sources);
        var options = new PlanOptions
        {
            Threads = given.GetValue(_threads),
            Precision = StandardOptions.Precision(given.GetRequiredValue(_precision)),
            AnyWork = given.GetValue(_anyWork),
        };
        using var plan = feed.Compile(model, options, feed.IsOneRun);
        var (folder, format) = (given.GetRequiredValue(_output), given.GetRequiredValue(_format));
        Directory.CreateDirectory(folder);
        var written = feed.IsOneRun ? Once(plan, feed, folder, format, session) : OverSamples(plan, feed, folder, format, session);
        foreach (var line in written)
        {
            session.Out.WriteLine(line);
        }

        return ExitCode.Done;
    }

    private static List<string> Once(Plan plan, SampleFeed feed, string folder, string format, Session session)
    {
        ModelTensor[] outputs = [.. plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, o.Shape))];
        plan.Run(1, feed.Whole(plan), outputs, session.Stop);
        return plan.Outputs.Zip(outputs, (o, tensor) => OutputWriter.Write(folder, o.Name, tensor, format)).ToList();
    }

    private static List<string> OverSamples(Plan plan, SampleFeed feed, string folder, string format, Session session)
    {
        List<OutputWriter> writers = [];
        try
        {
            writers.AddRange(plan.Outputs.Select(o => new OutputWriter(folder, o, format)));
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
                foreach (var (writer, tensor) in writers.Zip(outputs))
                {
                    writer.Add(tensor, samples);
                }

                progress.Add(samples);
            }

            writers.ForEach(w => w.Complete());
            return writers.Select(w => w.Description).ToList();
        }
        finally
        {
            writers.ForEach(w => w.Dispose());
        }
    }
}
