using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Pages;

/// <summary>A network of the playground, trained, recorded and written as one file.</summary>
internal static class RecordedLesson
{
    // As many as a slider tells apart on a telephone; more would only make the file larger.
    private const int Pictures = 160;

    /// <summary>Trains, records, and writes the page.</summary>
    /// <param name="recipe">What is trained.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="look">What to look at; may be empty.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="stop">Ends it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static string Write(Recipe recipe, string title, string look, long steps, CancellationToken stop)
    {
        using var live = new LiveSession(TrainingRun.Prepare(recipe, asWritten: true), new LiveOptions { Title = title, HandsOn = false });
        var pictures = new List<PlanePicture>();
        Take(0);
        var recording = live.Record(look, steps, Pictures, stop);
        stop.ThrowIfCancellationRequested();
        Take(recording.Pictures[^1].Step);
        return LessonFile.Write(title, recording, pictures);

        void Take(long step)
        {
            if (live.Plane?.Cells(live.Model) is { } plane)
            {
                pictures.Add(new(step, plane));
            }
        }
    }
}
