using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Doctor.Runs;

/// <summary>The best answer that looks at no sample: what a network must beat to have learned anything.</summary>
internal static class ConstantAnswer
{
    /// <summary>Its score: accuracy of the most frequent class, or R² = 0.</summary>
    public static double Score(Dataset data) => data.Labels is { } labels
        ? Frequencies(labels, data.Classes).Max()
        : 0;

    /// <summary>Its loss.</summary>
    public static double Loss(Dataset data, Loss loss, int outputs)
    {
        var answer = data.Labels is { } labels ? Logits(Frequencies(labels, data.Classes), outputs) : Means(data, loss);
        // At equal distances: files are often sorted by class.
        var some = data.Samples <= 4096 ? data : data.Take([.. Enumerable.Range(0, 4096).Select(i => (int)((long)i * data.Samples / 4096))]);
        var samples = some.Samples;
        var rows = new float[samples * answer.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = answer[i % answer.Length];
        }

        return loss.Evaluate<float>(samples, rows, Targets(some, samples), []);
    }

    private static Targets Targets(Dataset data, int samples) => data.Labels is { } labels
        ? Relumine.Engine.Learning.Losses.Targets.OfLabels(labels.AsSpan(0, samples))
        : Relumine.Engine.Learning.Losses.Targets.OfValues(data.Values!.Values<float>()[..(samples * data.TargetWidth)]);

    private static double[] Frequencies(int[] labels, int classes)
    {
        var counts = new double[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return [.. counts.Select(c => c / labels.Length)];
    }

    // One output is the logit of class 1; several are logarithms of probabilities.
    private static float[] Logits(double[] frequencies, int outputs) => outputs == 1
        ? [(float)Logit(frequencies.Length > 1 ? frequencies[1] : 0)]
        : [.. Enumerable.Range(0, outputs).Select(k => (float)Math.Log(Math.Max(k < frequencies.Length ? frequencies[k] : 0, 1e-9)))];

    private static float[] Means(Dataset data, Loss loss)
    {
        var (width, means) = (data.TargetWidth, new double[data.TargetWidth]);
        var values = data.Values!.Values<float>();
        for (var i = 0; i < values.Length; i++)
        {
            means[i % width] += values[i] / (double)data.Samples;
        }

        return [.. means.Select(m => (float)(loss is BinaryCrossEntropy ? Logit(m) : m))];
    }

    private static double Logit(double p) => Math.Log(Math.Clamp(p, 1e-9, 1 - 1e-9) / (1 - Math.Clamp(p, 1e-9, 1 - 1e-9)));
}
