using System.CommandLine;
using System.Diagnostics;
using Relumine.Cli.Files;
using Relumine.Cli.Live;
using Relumine.Cli.Options;
using Relumine.Cli.Runs;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Json;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Errors;
using Relumine.Live.Sessions;
using Relumine.Onnx;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine train RECIPE.json</c>.</summary>
internal sealed class TrainCommand : CliCommand
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "All that the run depends on, as JSON", HelpName = "RECIPE.json" };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder for model.onnx, log.jsonl, report.html and checkpoints (a new one beside the recipe)",
        HelpName = "DIR",
    };
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<int> _seed = StandardOptions.Whole("--seed", "Where random numbers start (the recipe's seed)", -1, 0, int.MaxValue);
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on from the folder's checkpoint after a crash or Ctrl+C, to the same bits as without it",
    };
    private readonly Option<CheckpointInterval> _every = CheckpointInterval.Option();
    private readonly Option<bool> _live = new("--live")
    {
        Description = "Show the run on a page as it learns; it can be paused there, and ends with the same bits",
    };
    private readonly AddressArguments _address = new();
    private readonly Option<int> _regions = StandardOptions.Whole(
        "--regions", "Count the network's linear pieces every N steps, along lines between samples and over two inputs, for the report", 0, 1, int.MaxValue);
    private readonly TrainingGates _gates = new();
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");

    /// <summary>Declares the options.</summary>
    public TrainCommand()
    {
        Syntax = new("train", "Trains a network by a recipe, watching every unit.")
        {
            _recipe, _output, _threads, _seed, _resume, _every, _regions, _json, _live,
        };
        _address.AddTo(Syntax);
        _gates.AddTo(Syntax);
    }

    /// <inheritdoc/>
    public override int Rank => 4;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var path = given.GetRequiredValue(_recipe);
        var json = given.GetValue(_json);
        ResultFile.CheckFolder(json);
        var gates = _gates.Read(given);
        var recipe = RecipeFile.Read(path, given.GetResult(_seed) is { Implicit: false } ? given.GetValue(_seed) : null, given);
        using var run = TrainingRun.Prepare(recipe, given.GetValue(_threads));
        var folder = RunFolder.Of(given.GetValue(_output), path, given.GetValue(_resume));
        using var claim = folder.Make();
        DataNotes.Write(session, recipe, run.Data.Training, run.Data.Validation);
        using var earlier = new EarlierRun(folder, given.GetValue(_resume));
        Resume(run, folder, given.GetValue(_resume), session);
        using var live = given.GetValue(_live) ? new LiveSession(run, LiveOptions.Beside(RecipeFile.NameOf(path)), owns: false) : null;
        using var page = live is null ? null : _address.Open(given, live, session);
        var regions = given.GetValue(_regions) > 0 ? new RegionCurve(run.Data.Training) : null;
        var canceled = Train(run, folder, given.GetValue(_every), regions, given.GetValue(_regions), earlier, session, live);
        live?.End(canceled ? "The run was stopped." : "The run has ended.");

        // The network first: what is said of it can be worked out again.
        OnnxModel.Save(RecipeMetadata.Move(run.ToModel(), recipe.Folder, folder.Path), folder.Model);
        var best = run.ToBestModel();
        if (best is null)
        {
            // One of an earlier run would be taken for this one's.
            File.Delete(folder.BestModel);
        }
        else
        {
            OnnxModel.Save(RecipeMetadata.Move(best, recipe.Folder, folder.Path), folder.BestModel);
        }

        var result = FinalLook.Add(TrainingSummary.Of(run, RecipeFile.NameOf(path)), run) with
        {
            Regions = regions?.Counts,
            RegionPictures = regions?.Pictures ?? [],
            Deaths = canceled ? [] : Deaths(run, session),
            Findings = TrainingFindings.Of(run),
        };
        ResultFile.Write(folder.Report, TrainingPage.Write(result));
        if (json != ResultFile.StandardOutput)
        {
            TrainingText.Write(result, session.Terminal);
            if (TrainingWording.Verdict(result).Worst >= Severity.Warning || result.Findings.Any(f => f.Severity >= Severity.Warning))
            {
                session.Out.WriteLine($"Why? 'relumine checkup {path}' finds out by experiment, and what helps.");
            }

            session.Out.WriteLine($"Model: {folder.Model}");
            if (best is not null)
            {
                session.Out.WriteLine($"Best on validation data, after epoch {Wording.Count(run.BestEpoch ?? 0)}: {folder.BestModel}");
            }

            session.Out.WriteLine($"Report: {folder.Report}");
            session.Out.Flush();
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", TrainingJson.Write(result));
        }

        return canceled
            ? throw new StoppedException(
                $"cancelled after step {Wording.Count(result.Steps)} of {Wording.Count(result.TotalSteps)}: what is finished is in {folder.Path}. "
                    + $"Go on with --resume --output {folder.Path}."
            )
            : TrainingGates.Judge(gates, result, session);
    }

    private static void Resume(TrainingRun run, RunFolder folder, bool resume, Session session)
    {
        if (!resume)
        {
            return;
        }

        if (!TrainingRun.HasCheckpoint(folder.Checkpoint))
        {
            session.Note($"{folder.Path} has no checkpoint yet: the run begins at step 0.");
            return;
        }

        run.ReadCheckpoint(folder.Checkpoint);
        if (run.Damage is { } damage)
        {
            session.Note(damage);
        }

        session.Note($"resumed after step {Wording.Count(run.Trainer.Step)} of {Wording.Count(run.Trainer.TotalSteps)}.");
    }

    // By replay; whoever presses Ctrl+C then loses certificates and nothing else.
    private static IReadOnlyList<DeathCertificate> Deaths(TrainingRun run, Session session)
    {
        var killed = run.Trainer.History is [.., var last] ? last.Layers.Sum(l => l.Killed ?? 0) : 0;
        if (killed == 0)
        {
            return [];
        }

        session.Note(
            $"establishing how {Wording.Count(killed, "unit")} died: at most a tenth of the run's time again, or a few seconds. Ctrl+C leaves it out.");
        return run.Trainer.EstablishDeaths(budget: 0.1, cancellation: session.Stop);
    }

    // True if it was cancelled. Whatever happens, the last thing written is a checkpoint of the last finished step.
    private static bool Train(
        TrainingRun run,
        RunFolder folder,
        CheckpointInterval every,
        RegionCurve? regions,
        int countEvery,
        EarlierRun earlier,
        Session session,
        LiveSession? live
    )
    {
        var log = new TrainingLog(folder.Log, run.Trainer.History);
        using var progress = new TrainingProgress(session, run, "");
        var saved = Stopwatch.GetTimestamp();
        var canceled = false;
        regions?.Count(run.Trainer.Step, run.Trainer.ToModel());
        try
        {
            foreach (var step in run.Steps(session.Stop))
            {
                log.Append(run.Trainer.History);
                progress.Report(step);
                live?.AfterStep(step, session.Stop);
                if (regions is not null && step.Number % countEvery == 0)
                {
                    regions.Count(step.Number, run.Trainer.ToModel());
                }

                if (every.IsDue(step.Number, saved))
                {
                    Save();
                    saved = Stopwatch.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
        {
            canceled = true;
        }

        log.Append(run.Trainer.History);
        progress.Epochs();
        Save();
        return canceled;

        void Save()
        {
            run.WriteCheckpoint(folder.Checkpoint);
            earlier.Replace();
        }
    }
}
