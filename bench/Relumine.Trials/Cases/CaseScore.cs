using Relumine.Data.Datasets;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Trials.Cases;

/// <summary>
/// How well a network does on samples and on targets as they were given. With classes: the share that is right, and the mean of the shares
/// over the classes. With numbers: R², the mean of the columns', which no scaling of a column changes. With several labels at
/// once: the share of labels that are right.
/// </summary>
/// <param name="Value">The score; NaN if an output was not finite.</param>
/// <param name="Balanced">With classes, the mean share that is right over the classes; otherwise <paramref name="Value"/>.</param>
internal readonly record struct CaseScore(double Value, double Balanced)
{
    /// <summary>Where one class has more than this share of the samples, a constant answer has a good accuracy, and the balanced one is what counts.</summary>
    public const double Uneven = 0.75;

    /// <summary>Whether the most frequent class has so many of the samples that accuracy alone tells little.</summary>
    public static bool IsUneven(Dataset data) =>
        data.Labels is { } labels && labels.CountBy(l => l).Max(c => c.Value) is var most && most > Uneven * labels.Length && most < labels.Length;

    /// <summary>The score of a network.</summary>
    /// <param name="model">The network, for features as in <paramref name="data"/> and targets as given.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">What the network was trained with: it says what an output means.</param>
    public static CaseScore Of(Model model, Dataset data, Loss loss)
    {
        using var plan = Plan.Compile(model);
        var output = ModelTensor.Zeros(ElementType.Float32, new Shape(data.Samples, plan.Outputs[0].SampleLength));
        plan.Run(data.Samples, [data.Features], [output]);
        return Of(output.Values<float>(), plan.Outputs[0].SampleLength, data, loss);
    }

    /// <summary>The score of outputs.</summary>
    /// <param name="outputs">[samples, <paramref name="width"/>], row-major.</param>
    /// <param name="width">The outputs of a sample.</param>
    /// <param name="data">What they should be.</param>
    /// <param name="loss">What the network was trained with.</param>
    public static CaseScore Of(ReadOnlySpan<float> outputs, int width, Dataset data, Loss loss) =>
        data.Labels is { } labels ? OfLabels(outputs, width, labels, Boundary(loss))
        : loss is BinaryCrossEntropy ? OfManyLabels(outputs, data.Values!.Values<float>())
        : OfValues(outputs, width, data.Values!.Values<float>());

    // An output that stands for a logit is undecided at 0; one that is compared with the label itself, half way between 0 and 1.
    private static float Boundary(Loss loss) => loss.Name is "meanSquaredError" or "meanAbsoluteError" or "huber" ? 0.5f : 0;

    private static CaseScore OfLabels(ReadOnlySpan<float> outputs, int width, int[] labels, float boundary)
    {
        var (right, of) = (new double[labels.Max() + 1], new double[labels.Max() + 1]);
        for (var i = 0; i < labels.Length; i++)
        {
            of[labels[i]]++;
            right[labels[i]] += Decide(outputs.Slice(i * width, width), boundary) == labels[i] ? 1 : 0;
        }

        var shares = right.Zip(of, (r, n) => (r, n)).Where(c => c.n > 0).Select(c => c.r / c.n);
        return new(right.Sum() / labels.Length, shares.Average());
    }

    private static int Decide(ReadOnlySpan<float> row, float boundary)
    {
        if (row.Length == 1)
        {
            return float.IsNaN(row[0]) ? -1 : row[0] > boundary ? 1 : 0;
        }

        var best = 0;
        for (var j = 1; j < row.Length; j++)
        {
            best = row[j] > row[best] ? j : best;
        }

        return float.IsNaN(row[best]) ? -1 : best;
    }

    private static CaseScore OfManyLabels(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        var right = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            right += !float.IsNaN(outputs[i]) && outputs[i] > 0 == targets[i] > 0.5f ? 1 : 0;
        }

        return new(right / (double)targets.Length, right / (double)targets.Length);
    }

    private static CaseScore OfValues(ReadOnlySpan<float> outputs, int width, ReadOnlySpan<float> targets)
    {
        var (samples, sum, columns) = (targets.Length / width, 0.0, 0);
        for (var j = 0; j < width; j++)
        {
            var mean = 0.0;
            for (var i = 0; i < samples; i++)
            {
                mean += targets[(i * width) + j] / (double)samples;
            }

            var (errors, total) = (0.0, 0.0);
            for (var i = 0; i < samples; i++)
            {
                double t = targets[(i * width) + j];
                errors += (outputs[(i * width) + j] - t) * (outputs[(i * width) + j] - t);
                total += (t - mean) * (t - mean);
            }

            (sum, columns) = total > 0 ? (sum + 1 - (errors / total), columns + 1) : (sum, columns);
        }

        var score = columns == 0 ? double.NaN : sum / columns;
        return new(double.IsFinite(score) ? score : double.NaN, double.IsFinite(score) ? score : double.NaN);
    }
}
