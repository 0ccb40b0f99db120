using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Runs.Training;

/// <summary>How often a network answered which class for which.</summary>
/// <param name="Validation">Whether the samples are those kept aside; otherwise they are up to 2,048 of those learned from, at equal distances.</param>
/// <param name="Classes">The names of the classes; their numbers where the data have no names.</param>
/// <param name="Counts">Of every true class, in a row, how many samples were answered as each class.</param>
public sealed record ConfusionMatrix(bool Validation, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>Of more classes nobody reads a table.</summary>
    public const int MostClasses = 40;

    /// <summary>Asks a network about the data that it is judged by.</summary>
    /// <param name="model">The network, for data as they are given here.</param>
    /// <param name="training">What it learned from.</param>
    /// <param name="validation">What was kept aside; null for nothing.</param>
    /// <param name="thresholds">How many samples of the training data it is counted over.</param>
    /// <returns>Null where the targets are no labels, or there are more than <see cref="MostClasses"/>.</returns>
    public static ConfusionMatrix? Of(Model model, Dataset training, Dataset? validation, Thresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        if (training.Labels is null || training.Classes is < 2 or > MostClasses)
        {
            return null;
        }

        var most = (thresholds ?? new Thresholds()).Units.DenseSamples;
        var data = validation ?? (training.Samples <= most ? training : training.Take(Yardstick.Spread(training.Samples, most)));
        var outputs = model.Predict(data.Features, threads: 1);
        var width = (int)(outputs.Length / data.Samples);
        ReadOnlySpan<float> numbers = outputs.Values<float>();
        var counts = new int[training.Classes][];
        for (var label = 0; label < counts.Length; label++)
        {
            counts[label] = new int[counts.Length];
        }

        for (var i = 0; i < data.Samples; i++)
        {
            // A network may have more outputs than there are classes.
            var answer = Answers.Label(numbers.Slice(i * width, width));
            if (answer < counts.Length)
            {
                counts[data.Labels![i]][answer]++;
            }
        }

        string[] names = training.ClassNames.Count == training.Classes
            ? [.. training.ClassNames]
            : [.. Enumerable.Range(0, training.Classes).Select(c => c.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return new(validation is not null, names, counts);
    }
}
