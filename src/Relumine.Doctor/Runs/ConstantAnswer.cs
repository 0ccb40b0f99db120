using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Doctor.Runs;

/// <summary>The best answer that looks at no sample: what a network must beat to have learned anything.</summary>
internal static class ConstantAnswer
{
    /// <summary>Its score: accuracy of the most frequent class, or R² = 0.</summary>
    /// <param name="known">What the answer is chosen from.</param>
    /// <param name="measured">What it is measured on.</param>
    public static double Score(Dataset known, Dataset measured)
    {
        if (known.Labels is not { } labels)
        {
            return 0;
        }

        var frequencies = Frequencies(labels, known.Classes, null);
        var answer = Array.IndexOf(frequencies, frequencies.Max());
        return measured.Labels!.Count(l => l == answer) / (double)measured.Samples;
    }

    /// <summary>Its loss.</summary>
    /// <param name="known">What the answer is chosen from.</param>
    /// <param name="measured">What it is measured on.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">The numbers that the network gives for a sample.</param>
    public static double Loss(Dataset known, Dataset measured, Loss loss, int outputs)
    {
        var answer = known.Labels is { } labels ? Answer(Frequencies(labels, known.Classes, known.Weights), loss, outputs) : Means(known, loss);
        var rows = new float[measured.Samples * answer.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = answer[i % answer.Length];
        }

        return LossOf(measured, loss, rows);
    }

    /// <summary>The loss of answers to samples, each counted by its weight where they have some.</summary>
    /// <param name="measured">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">The answers, [samples, K].</param>
    internal static double LossOf(Dataset measured, Loss loss, ReadOnlySpan<float> outputs) =>
        loss.Evaluate(measured.Samples, outputs, measured.Weights is { } weights ? Targets(measured).Weighted(weights) : Targets(measured), []);

    private static Targets Targets(Dataset data) => data.Labels is { } labels
        ? Relumine.Engine.Learning.Losses.Targets.OfLabels(labels)
        : Relumine.Engine.Learning.Losses.Targets.OfValues(data.Values!.Values<float>());

    private static double[] Frequencies(int[] labels, int classes, float[]? weights)
    {
        var (counts, all) = (new double[classes], 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            counts[labels[i]] += weights?[i] ?? 1;
            all += weights?[i] ?? 1;
        }

        return [.. counts.Select(c => c / all)];
    }

    // Where labels are compared as numbers the best constant is how often each is 1, or, of distances, whether it mostly is.
    private static float[] Answer(double[] frequencies, Loss loss, int outputs)
    {
        if (loss is not ValueLoss)
        {
            return Logits(frequencies, outputs);
        }

        double Best(int k) => k >= frequencies.Length ? 0 : loss is MeanAbsoluteError ? Math.Round(frequencies[k]) : frequencies[k];
        return outputs == 1 ? [(float)Best(1)] : [.. Enumerable.Range(0, outputs).Select(k => (float)Best(k))];
    }

    // One output is the logit of class 1; several are logarithms of probabilities.
    private static float[] Logits(double[] frequencies, int outputs) => outputs == 1
        ? [(float)Logit(frequencies.Length > 1 ? frequencies[1] : 0)]
        : [.. Enumerable.Range(0, outputs).Select(k => (float)Math.Log(Math.Max(k < frequencies.Length ? frequencies[k] : 0, 1e-9)))];

    private static float[] Means(Dataset data, Loss loss)
    {
        var (width, means) = (data.TargetWidth, new double[data.TargetWidth]);
        var values = data.Values!.Values<float>();
        var all = data.Weights?.Sum(w => (double)w) ?? data.Samples;
        for (var i = 0; i < values.Length; i++)
        {
            means[i % width] += values[i] * (data.Weights?[i / width] ?? 1) / all;
        }

        return [.. means.Select(m => (float)(loss is BinaryCrossEntropy ? Logit(m) : m))];
    }

    private static double Logit(double p) => Math.Log(Math.Clamp(p, 1e-9, 1 - 1e-9) / (1 - Math.Clamp(p, 1e-9, 1 - 1e-9)));
}
