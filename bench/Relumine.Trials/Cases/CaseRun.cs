using System.Text.RegularExpressions;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Findings;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Trials.Cases;

/// <summary>Makes the checkup of a case with one seed, and holds its networks against samples that none of them has seen.</summary>
internal static class CaseRun
{
    // How often training and checkup are timed where their cost is judged.
    private const int Repeats = 3;

    /// <summary>Trains, examines and judges. The doctor is given no clean recipe.</summary>
    /// <param name="opened">The case.</param>
    /// <param name="seed">The seed of all its recipes.</param>
    /// <param name="fold">Which samples are kept aside.</param>
    /// <param name="budget">What the checkup may cost; null for what is customary.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="stop">Cancelled when it has to stop.</param>
    public static CaseResult Of(Case opened, ulong seed, int fold, double? budget, int threads, CancellationToken stop)
    {
        try
        {
            return Judged(opened, seed, fold, opened.Expected.Budget ?? budget, threads, stop);
        }
        catch (RelumineException e)
        {
            return new CaseResult(opened.Name, seed) { Fold = fold, Error = WithoutFolders(e.Message, opened) };
        }
    }

    // Where a machine keeps its files is no part of a result.
    private static string WithoutFolders(string message, Case opened)
    {
        var made = Regex.Escape(Path.Combine(Path.GetTempPath(), CaseData.FolderPrefix)) + @"[^\/]*[\/]";
        return Regex.Replace(message.Replace(Path.GetDirectoryName(opened.Path) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), made, "");
    }

    private static CaseResult Judged(Case opened, ulong seed, int fold, double? budget, int threads, CancellationToken stop)
    {
        var recipe = opened.Open() with { Seed = seed };
        using var data = new CaseData(recipe, fold: fold);
        var sick = data.Recipe;
        var ((untreated, diverged), training) = Timed(() => Trained(sick, threads, stop));
        var whole = diverged ? sick.WithRate(0) : sick;
        training = diverged ? Timed(() => Trained(whole, threads, stop)).Seconds : training;
        var (result, checkup) = Timed(() => Examined(sick, budget, threads, stop));
        if (opened.Expected.Cost || opened.Expected.Kind == CaseKind.Healthy)
        {
            // What was done before is compiled; in turn, so that a machine that becomes slower is slower for both.
            var times = Enumerable.Range(0, Repeats).Select(_ => (
                Training: Timed(() => Trained(whole, threads, stop)).Seconds, Checkup: Timed(() => Examined(sick, budget, threads, stop)).Seconds)).ToArray();
            (training, checkup) = (Median(times.Select(t => t.Training)), Median(times.Select(t => t.Checkup)));
        }

        var treated = result.TreatedRecipe is { } text && result.Network is { } network
            ? Score(network(stop), Recipe.Parse(text, sick.Folder), data)
            : double.NaN;
        using var clean = opened.OpenClean() is { } good ? new CaseData(good with { Seed = seed }, data) : null;
        string[] Of(Func<Severity, bool> severity) => [.. result.Findings.Where(f => severity(f.Severity)).Select(f => f.Id).Distinct()];
        return new CaseResult(opened.Name, seed)
        {
            Fold = fold,
            Kept = data.Kept,
            Uneven = CaseScore.IsUneven(data.Judged),
            Verdict = result.Verdict,
            Causes = [.. result.Causes.Select(c => c.Cause)],
            Critical = Of(s => s == Severity.Critical),
            Findings = Of(s => s != Severity.Critical),
            Treatment = [.. result.Treatment.Select(t => t.Do)],
            Untreated = Score(untreated, sick, data),
            Treated = treated,
            Clean = clean is null ? double.NaN : Score(Trained(clean.Recipe, threads, stop).Model, clean.Recipe, clean),
            ToldUntreated = result.Untreated.Score,
            ToldTreated = result.Treated?.Score ?? double.NaN,
            Cost = result.Cost,
            Measured = checkup / training,
            TrainingSeconds = training,
        };
    }

    private static CheckupResult Examined(Recipe recipe, double? budget, int threads, CancellationToken stop) =>
        Checkup.Run(recipe, new CheckupOptions { Budget = budget, Threads = threads }, null, stop);

    private static double Median(IEnumerable<double> seconds) => seconds.Order().ElementAt(Repeats / 2);

    // As it is at the end, whatever came of it. A run that diverges ends early: what a whole training costs, one that never moves tells.
    private static (Model Model, bool Diverged) Trained(Recipe recipe, int threads, CancellationToken stop)
    {
        using var run = TrainingRun.Prepare(recipe, threads);
        run.Finish(null, stop);
        return (run.Data.Attach(run.Trainer.ToModel()), run.Trainer.Divergence is not null);
    }

    private static double Score(Model model, Recipe recipe, CaseData data)
    {
        var judged = data.JudgedFor(recipe);
        var score = CaseScore.Of(model, judged, recipe.Loss);
        return CaseScore.IsUneven(data.Judged) ? score.Balanced : score.Value;
    }

    // Processor time: what a busy machine does meanwhile does not count.
    private static (T Value, double Seconds) Timed<T>(Func<T> work)
    {
        var start = Environment.CpuUsage.TotalTime;
        var value = work();
        return (value, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
    }
}
