using System.CommandLine;
using System.Globalization;
using Relumine.Cli.Bench;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Kernels.Threads;
using Relumine.Onnx;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine bench kernels</c>, <c>relumine bench model MODEL.onnx</c> and <c>relumine bench watch</c>.</summary>
internal sealed class BenchCommand : CliCommand
{
    private readonly Command _kernels = new("kernels", "Times activations and matrix products.");
    private readonly Command _onModel = new("model", "Times an ONNX model on random data, with and without watching its units.");
    private readonly Command _onWatch = new(
        "watch",
        "Times training steps of dense networks, with and without a watch that is handed every pre-activation and gradient."
    );
    private readonly Argument<string[]> _widths = new("WIDTHS")
    {
        HelpName = "784-256-256-10",
        Description = "The widths of the layers of each network, the inputs first (784-256-256-10 and 784-64-64-10)",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<int> _batch = StandardOptions.Whole("--batch", "The samples in a step", 32, 1, 1 << 16);
    private readonly Option<string?> _activation = new("--activation") { Description = "Only this activation", HelpName = "NAME" };
    private readonly Option<int> _elements = StandardOptions.Whole("--elements", "The floats that an activation is applied to", 1 << 16, 1, 1 << 28);
    private readonly Argument<string> _model = StandardOptions.Model();
    private readonly Option<int> _samples = StandardOptions.Whole("--samples", "The samples in one run", 1000, 1, 1 << 24);
    private readonly Option<int> _rounds = StandardOptions.Whole("--rounds", "How often each is timed; the median is shown", 15, 1, 100_000);
    private readonly Option<int> _threads = StandardOptions.Whole("--threads", "How many threads compute; 0 for one a core", 1, 0, 1024);
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");

    /// <summary>Declares the options.</summary>
    public BenchCommand()
    {
        _kernels.Add(_activation);
        _kernels.Add(_elements);
        _onModel.Add(_model);
        _onModel.Add(_samples);
        _onWatch.Add(_widths);
        _onWatch.Add(_batch);
        Syntax = new("bench", "Times kernels, a model with and without watching its units, or watched training.") { _kernels, _onModel, _onWatch };
        foreach (var command in Syntax.Subcommands)
        {
            command.Add(_rounds);
            command.Add(_threads);
            command.Add(_json);
        }
    }

    /// <inheritdoc/>
    public override int Rank => 7;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        ResultFile.CheckFolder(given.GetValue(_json));
        using var pool = new WorkerPool(given.GetValue(_threads) is > 0 and var n ? n : Environment.ProcessorCount);
        if (given.CommandResult.Command == _kernels)
        {
            var name = given.GetValue(_activation);
            var activations = KernelTrials.Activations(name, given.GetValue(_elements));
            return Time([.. name is null ? activations.Concat(KernelTrials.Products(pool)) : activations], given, session);
        }

        if (given.CommandResult.Command == _onWatch)
        {
            return TimeWatches(given, session);
        }

        using var model = new ModelTrials(OnnxModel.Load(given.GetRequiredValue(_model)), given.GetValue(_samples), given.GetValue(_threads));
        return Time([.. model.All()], given, session);
    }

    private ExitCode TimeWatches(ParseResult given, Session session)
    {
        var networks = given.GetValue(_widths) is { Length: > 0 } words ? words : ["784-256-256-10", "784-64-64-10"];
        var trials = networks.Select(Widths).ToArray().Select(w => new WatchTrials(w, given.GetValue(_batch), given.GetValue(_threads))).ToArray();
        try
        {
            return Time([.. trials.SelectMany(t => t.All(session.Stop))], given, session);
        }
        finally
        {
            foreach (var trial in trials)
            {
                trial.Dispose();
            }
        }
    }

    private static int[] Widths(string text)
    {
        int[] widths =
        [
            .. text.Split('-')
                .Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is > 0 and <= 1 << 16 ? width : 0),
        ];
        return widths.Length >= 3 && !widths.Contains(0)
            ? widths
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"'{text}' is no network: give the widths of three or more layers, the inputs first, e.g. 784-256-256-10."
            );
    }

    private ExitCode Time(IReadOnlyList<Trial> trials, ParseResult given, Session session)
    {
        var (rounds, json) = (given.GetValue(_rounds), given.GetValue(_json));
        IReadOnlyList<Timing> timings;
        using (var progress = session.Progress("timing", (long)trials.Count * rounds))
        {
            timings = Stopwatches.Run(trials, rounds, progress, session.Stop);
        }

        if (json != ResultFile.StandardOutput)
        {
            Tabulate(timings, session.Terminal);
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", BenchDocument.Write(given.GetValue(_threads), rounds, timings));
        }

        session.Stop.ThrowIfCancellationRequested();
        return ExitCode.Done;
    }

    private static void Tabulate(IReadOnlyList<Timing> timings, Terminal terminal)
    {
        var table = new ResultTable(
            new Column("what", 0, Right: false),
            new Column("size", 2),
            new Column("median", 0),
            new Column("fastest", 3),
            new Column("speed", 1),
            new Column("time, first = 1", 4),
            new Column("quartiles", 5)
        );
        foreach (var timing in timings)
        {
            table.Add(
                timing.Name,
                timing.Size,
                Time(timing.MedianSeconds),
                Time(timing.MinimumSeconds),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{timing.Speed.ToString(timing.Speed < 1000 ? "G4" : "N0", CultureInfo.InvariantCulture)} {timing.Unit}"
                ),
                timing.OfFirst.ToString("0.000", CultureInfo.InvariantCulture),
                string.Join(" to ", timing.OfFirstQuartiles.Select(q => q.ToString("0.000", CultureInfo.InvariantCulture)))
            );
        }

        table.Write(terminal);
    }

    private static string Time(double seconds)
    {
        var (value, unit) = seconds switch
        {
            < 1e-6 => (seconds * 1e9, "ns"),
            < 1e-3 => (seconds * 1e6, "µs"),
            < 1 => (seconds * 1e3, "ms"),
            _ => (seconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {unit}");
    }
}
