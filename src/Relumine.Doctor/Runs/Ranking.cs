using Relumine.Data.Datasets;
using Relumine.Engine.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Runs;

/// <summary>How well outputs order samples by class: the area under the ROC curve (Hanley and McNeil 1982), which no share of classes flatters.</summary>
internal static class Ranking
{
    /// <summary>The mean over the classes that have samples, each against all others; NaN if there is only one.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">Samples with labels.</param>
    public static double Of(Model model, Dataset data)
    {
        using var plan = Plan.Compile(model);
        var width = plan.Outputs[0].SampleLength;
        var outputs = ModelTensor.Zeros(ElementType.Float32, new Shape(data.Samples, width));
        plan.Run(data.Samples, [data.Features], [outputs]);
        return Of(outputs.Values<float>(), data.Labels!, data.Classes);
    }

    /// <summary>The same of outputs: [samples, K] logits, or one that is the logit of class 1.</summary>
    public static double Of(ReadOnlySpan<float> outputs, int[] labels, int classes)
    {
        var width = outputs.Length / labels.Length;
        var (sum, counted) = (0.0, 0);
        for (var k = width == 1 ? 1 : 0; k < classes && (width == 1 ? k == 1 : k < width); k++)
        {
            var scores = new double[labels.Length];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = width == 1 ? outputs[i] : Margin(outputs.Slice(i * width, width), k);
            }

            var area = Area(scores, labels, k);
            if (!double.IsNaN(area))
            {
                (sum, counted) = (sum + area, counted + 1);
            }
        }

        return counted == 0 ? double.NaN : sum / counted;
    }

    /// <summary>The standard error of the area for outputs that know nothing: √((n₀ + n₁ + 1) ÷ 12 n₀ n₁), of the rarest class that has samples.</summary>
    public static double ChanceError(int[] labels)
    {
        var rare = labels.CountBy(l => l).Min(c => c.Value);
        var others = labels.Length - rare;
        return others == 0 ? double.PositiveInfinity : Math.Sqrt((labels.Length + 1) / (12.0 * rare * others));
    }

    // The logarithm of the odds of a class grows with its logit minus the logarithm of the sum of all others' exponentials.
    private static double Margin(ReadOnlySpan<float> row, int k)
    {
        var largest = double.NegativeInfinity;
        for (var j = 0; j < row.Length; j++)
        {
            largest = j == k ? largest : Math.Max(largest, row[j]);
        }

        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            sum += j == k ? 0 : Math.Exp(row[j] - largest);
        }

        return row[k] - largest - Math.Log(sum);
    }

    // By the sum of ranks, equal scores sharing theirs.
    private static double Area(double[] scores, int[] labels, int k)
    {
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(scores.ToArray(), order);
        double ranks = 0, positive = labels.Count(l => l == k);
        if (positive == 0 || positive == labels.Length || scores.Any(double.IsNaN))
        {
            return double.NaN;
        }

        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && scores[order[end]] == scores[order[first]])
            {
                end++;
            }

            for (var i = first; i < end; i++)
            {
                ranks += labels[order[i]] == k ? (first + end + 1) / 2.0 : 0;
            }

            first = end;
        }

        return (ranks - (positive * (positive + 1) / 2)) / (positive * (labels.Length - positive));
    }
}
