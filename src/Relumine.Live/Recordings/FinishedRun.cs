using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Recordings;

/// <summary>A run that has ended, opened where it ended.</summary>
internal static class FinishedRun
{
    /// <summary>Opens it.</summary>
    /// <param name="recipe">Its recipe, whose paths are relative to the run's folder.</param>
    /// <param name="checkpoint">The file in which it ended.</param>
    /// <param name="threads">The number of threads; 0 is one a core.</param>
    public static TrainingRun Open(Recipe recipe, string checkpoint, int threads)
    {
        var run = TrainingRun.Prepare(recipe, threads, asWritten: true);
        try
        {
            run.ReadMovedCheckpoint(checkpoint);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }
}
