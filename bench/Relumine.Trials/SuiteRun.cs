using Relumine.Cli.Files;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Trials;

/// <summary>A trial of all recipes of a folder, or of some of them.</summary>
/// <param name="Folder">The folder of recipes.</param>
/// <param name="Only">The recipes to take, by name or code; empty for all.</param>
/// <param name="Seeds">How many seeds each.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Output">The folder for the tables; null for none.</param>
internal sealed record SuiteRun(string Folder, IReadOnlyList<string> Only, int Seeds, int Threads, string? Output)
{
    /// <summary>Trains every recipe as it is.</summary>
    public ExitCode WriteUntreatedTable(Session session)
    {
        var rows = new List<UntreatedRow>();
        Each(session, "training", patient => rows.Add(UntreatedTable.Examine(patient, Seeds, Threads, session.Stop)));
        session.Out.Write(UntreatedTable.Markdown(rows));
        Save(session, "untreated", UntreatedTable.Markdown(rows), UntreatedTable.Json(rows));
        return Ended(session);
    }

    /// <summary>Makes checkups of every recipe.</summary>
    public ExitCode WriteScoreboard(Session session, double? budget)
    {
        var rows = new List<ScoreboardRow>();
        Each(session, "checkups", patient => rows.Add(Scoreboard.Examine(patient, Seeds, budget, Threads, session)));
        session.Out.Write(Scoreboard.Markdown(rows));
        Save(session, "scoreboard", Scoreboard.Markdown(rows), Scoreboard.Json(rows));
        return Ended(session);
    }

    private IReadOnlyList<Patient> Patients()
    {
        var all = Suite.Read(Folder);
        return Only.FirstOrDefault(name => !all.Any(p => p.IsCalled(name))) is { } unknown
            ? throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"--only {unknown}: {Folder} has no such recipe.{Nearest.Question(unknown, all.Select(p => p.Name))}"
            )
            : [.. all.Where(p => Only.Count == 0 || Only.Any(p.IsCalled))];
    }

    // What is finished when somebody cancels is kept.
    private void Each(Session session, string what, Action<Patient> examine)
    {
        var patients = Patients();
        using var progress = session.Progress(what, patients.Count);
        foreach (var patient in patients)
        {
            try
            {
                examine(patient);
                progress.Add(1);
            }
            catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Save(Session session, string name, string markdown, string json)
    {
        if (Output is not null)
        {
            Directory.CreateDirectory(Output);
            ResultFile.Write(session, Path.Combine(Output, name + ".md"), "table", markdown);
            ResultFile.Write(session, Path.Combine(Output, name + ".json"), "JSON", json);
        }
    }

    private static ExitCode Ended(Session session) => session.Stop.IsCancellationRequested
        ? throw new StoppedException("cancelled: the table holds what was finished.")
        : ExitCode.Done;
}
