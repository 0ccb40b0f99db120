using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Checkups.Treatments;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Protocol;

/// <summary>
/// Examines a training run as a doctor would: trains, says what is wrong, finds out why by experiment, treats, and compares
/// with the untreated twin.
/// </summary>
public static class Checkup
{
    /// <summary>Makes a checkup of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="progress">Told before every run; and first, where it is so, that it goes on from an older state because the newest is damaged.</param>
    /// <param name="cancellation">Ends the checkup between two steps; with <see cref="CheckupOptions.Output"/> it can be resumed.</param>
    /// <exception cref="RelumineException">Data, layers and loss do not fit each other, or a file is broken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CheckupResult Run(
        Recipe recipe,
        CheckupOptions? options = null,
        IProgress<CheckupProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new CheckupOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Seeds, 1);
        if (recipe.Interventions.Count > 0)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{recipe.Source}: $.interventions says what is done during the run, so an experiment with one thing changed could not tell what did it. "
                    + "Remove it for a checkup.");
        }

        var log = new RunLog(recipe, options);
        if (log.Damage is { } damage)
        {
            progress?.Report(new(1, options.Seeds, damage, 0, options.Budget ?? CheckupOptions.CustomaryBudget));
        }

        var results = new List<CheckupResult>();
        for (var i = 0; i < options.Seeds; i++)
        {
            var seed = recipe.Seed + (ulong)i;
            var number = i + 1;
            var own = new CheckupCase(
                log,
                options,
                (activity, spent, budget) => progress?.Report(new(number, options.Seeds, activity, spent, budget)),
                cancellation
            );
            results.Add(new SeedCheckup(recipe with { Seed = seed }, options.Clean is { } clean ? clean with { Seed = seed } : null, own).Run());
            log.Forget();
        }

        var result = Gather(results, options.Thresholds);
        if (options.Output is not null && result.TreatedRecipe is { } text)
        {
            // It is trained where it lies, so its paths start there.
            var treated = Recipe.Parse(text, recipe.Folder).In(options.Output).ToJson();
            result = result with { TreatedRecipe = treated };
            AtomicFile.Write(Path.Combine(options.Output, "treated.json"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(treated)));
        }

        return result;
    }

    // Of several seeds the first one with the common verdict is told.
    private static CheckupResult Gather(List<CheckupResult> results, Thresholds thresholds)
    {
        var verdict = TreatmentJudgement.Of([.. results.Select(r => r.Verdict)], thresholds.Treatments);
        var told = results.FirstOrDefault(r => r.Verdict == verdict) ?? results[0];
        return told with { Verdict = verdict, Cost = results.Average(r => r.Cost), Seeds = [.. results.SelectMany(r => r.Seeds)] };
    }
}
