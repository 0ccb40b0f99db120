using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Runs;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups;

/// <summary>
/// Examines a training run as a doctor would: trains, says what is wrong, finds out why by experiment, treats, and compares
/// with the untreated twin.
/// </summary>
public static class Checkup
{
    /// <summary>Makes a checkup of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="progress">Told before every run.</param>
    /// <param name="cancellation">Ends the checkup between two steps; with <see cref="CheckupOptions.Output"/> it can be resumed.</param>
    /// <exception cref="RelumineException">Data, layers and loss do not fit each other, or a file is broken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CheckupResult Run(Recipe recipe, CheckupOptions? options = null, IProgress<CheckupProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new CheckupOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Seeds, 1);

        var log = new RunLog(recipe, options);
        var results = new List<CheckupResult>();
        for (var i = 0; i < options.Seeds; i++)
        {
            var seed = recipe.Seed + (ulong)i;
            var number = i + 1;
            var own = new CheckupCase(log, options, (activity, spent) => progress?.Report(new(number, options.Seeds, activity, spent, options.Budget)), cancellation);
            results.Add(new SeedCheckup(recipe with { Seed = seed }, options.Clean is { } clean ? clean with { Seed = seed } : null, own).Run());
        }

        var result = Gather(results);
        if (options.Output is not null && result.TreatedRecipe is { } treated)
        {
            AtomicFile.Write(Path.Combine(options.Output, "treated.json"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(treated)));
        }

        return result;
    }

    // Cured means in at least 4 of 5 seeds that were sick; otherwise what most of them came to.
    private static CheckupResult Gather(List<CheckupResult> results)
    {
        var sick = results.Where(r => r.Verdict != Verdict.Healthy).ToArray();
        var verdict = sick.Length * 2 < results.Count || sick.Length == 0 ? Verdict.Healthy
            : sick.Count(r => r.Verdict == Verdict.Cured) >= 0.8 * sick.Length ? Verdict.Cured
            : sick.Count(r => r.Verdict != Verdict.NotCured) >= 0.5 * sick.Length ? Verdict.Improved : Verdict.NotCured;
        var told = results.FirstOrDefault(r => r.Verdict == verdict) ?? results[0];
        return told with { Verdict = verdict, Cost = results.Average(r => r.Cost), Seeds = [.. results.SelectMany(r => r.Seeds)] };
    }
}
