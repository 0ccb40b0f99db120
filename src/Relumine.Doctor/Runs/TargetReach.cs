using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Doctor.Runs;

/// <summary>How many targets lie where no weights bring the output.</summary>
/// <param name="Range">What the output can be.</param>
/// <param name="Beyond">The targets that are out of reach.</param>
/// <param name="Targets">All targets.</param>
public sealed record TargetReach(OutputRange Range, long Beyond, long Targets)
{
    /// <summary>For targets that are numbers: the part of their variance that stays unexplained for that alone, so that R² can be no better than 1 less
    /// this.</summary>
    public double Lost { get; init; }

    /// <summary>For labels: the largest probability that the network can give a label.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The label that cannot be answered; null for numbers, and where every label can.</summary>
    public int? Label { get; init; }

    /// <summary>The smallest target.</summary>
    public double Smallest { get; init; }

    /// <summary>The largest target.</summary>
    public double Largest { get; init; }

    /// <summary>Compares targets with what the output can be; null where it can be anything.</summary>
    /// <param name="range">What it can be.</param>
    /// <param name="data">The samples to learn from, as the network is given them.</param>
    /// <param name="loss">What the output is compared by.</param>
    /// <param name="outputs">The numbers that the network gives for a sample.</param>
    public static TargetReach? Of(OutputRange? range, Dataset data, Loss loss, int outputs)
    {
        ArgumentNullException.ThrowIfNull(data);
        return range is null ? null
            : data.Labels is { } labels ? (loss is BinaryCrossEntropy ? OfSigns(range, labels) : OfLabels(range, labels.Length, outputs))
            : loss is BinaryCrossEntropy ? OfProbabilities(range, data.Values!.Values<float>())
            : OfNumbers(range, data);
    }

    // One number, whose sign decides.
    private static TargetReach OfSigns(OutputRange range, int[] labels)
    {
        int? missed = range.Low >= 0 ? 0 : range.High <= 0 ? 1 : null;
        return new(range, missed is { } label ? labels.Count(l => l == label) : 0, labels.Length)
        {
            Label = missed,
            Probability = missed == 0 ? 1 / (1 + Math.Exp(range.Low)) : missed == 1 ? 1 / (1 + Math.Exp(-range.High)) : 1,
        };
    }

    // The largest number decides; how sure it can be depends on how far numbers can lie apart.
    private static TargetReach OfLabels(OutputRange range, int labels, int outputs)
    {
        var best = 1 / (1 + ((outputs - 1) * Math.Exp(range.Low - range.High)));
        return new(range, 0, labels) { Probability = best };
    }

    private static TargetReach OfProbabilities(OutputRange range, ReadOnlySpan<float> values)
    {
        long beyond = 0;
        foreach (var value in values)
        {
            beyond += (value < 0.5 && range.Low >= 0) || (value > 0.5 && range.High <= 0) ? 1 : 0;
        }

        return new(range, beyond, values.Length)
        {
            Label = range.Low >= 0 ? 0 : range.High <= 0 ? 1 : null,
            Probability = range.Low >= 0 ? 1 / (1 + Math.Exp(range.Low)) : range.High <= 0 ? 1 / (1 + Math.Exp(-range.High)) : 1,
        };
    }

    private static TargetReach OfNumbers(OutputRange range, Dataset data)
    {
        ReadOnlySpan<float> values = data.Values!.Values<float>();
        var (width, means) = (data.TargetWidth, new double[data.TargetWidth]);
        for (var i = 0; i < values.Length; i++)
        {
            means[i % width] += values[i] / (double)data.Samples;
        }

        long beyond = 0;
        double lost = 0, all = 0, smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        for (var i = 0; i < values.Length; i++)
        {
            // What rounds to the edge is on it.
            var far = Math.Max(Math.Max(range.Low - values[i], values[i] - range.High), 0);
            far = far <= 1e-6 * Math.Max(1, Math.Abs(values[i])) ? 0 : far;
            beyond += far > 0 ? 1 : 0;
            (lost, all) = (lost + (far * far), all + ((values[i] - means[i % width]) * (values[i] - means[i % width])));
            (smallest, largest) = (Math.Min(smallest, values[i]), Math.Max(largest, values[i]));
        }

        return new(range, beyond, values.Length) { Lost = all > 0 ? lost / all : beyond > 0 ? 1 : 0, Smallest = smallest, Largest = largest };
    }
}
