using Relumine.Data.Datasets;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Runs;

/// <summary>What a network with labels answered at its end, class by class.</summary>
/// <param name="Samples">The examined samples of each class.</param>
/// <param name="Right">Those of them that were answered rightly.</param>
public sealed record Answers(IReadOnlyList<int> Samples, IReadOnlyList<int> Right)
{
    /// <summary>The share of a class that was answered rightly; NaN if none was examined.</summary>
    public double Recall(int label) => Right[label] / (double)Samples[label];

    /// <summary>Compares outputs with labels: the largest decides, or a single one by its sign between 0 and 1.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="outputs">[samples, K].</param>
    /// <returns>Null where targets are numbers.</returns>
    public static Answers? Of(Dataset data, ModelTensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return Of(data, outputs.Values<float>());
    }

    /// <summary>The same.</summary>
    internal static Answers? Of(Dataset data, ReadOnlySpan<float> numbers)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels is not { } labels)
        {
            return null;
        }

        var (all, right, width) = (new int[data.Classes], new int[data.Classes], numbers.Length / data.Samples);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = numbers.Slice(i * width, width);
            var answer = Label(row);
            all[labels[i]]++;
            right[labels[i]] += answer == labels[i] ? 1 : 0;
        }

        return new(all, right);
    }

    /// <summary>The class that the outputs of one sample name: the largest, or by its sign if there is one output.</summary>
    internal static int Label(ReadOnlySpan<float> row)
    {
        if (row.Length == 1)
        {
            return row[0] > 0 ? 1 : 0;
        }

        var best = 0;
        for (var k = 1; k < row.Length; k++)
        {
            best = row[k] > row[best] ? k : best;
        }

        return best;
    }
}
