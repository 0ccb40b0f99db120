using Relumine.Engine.Learning.Losses;

namespace Relumine.Engine.Training.Examining;

/// <summary>
/// How well outputs put samples in order: the area under the receiver operating characteristic (AUC), which is the
/// probability that a sample of a class is ranked above one of another, ties counted half (Hanley &amp; McNeil 1982, Radiology 143).
/// Unlike accuracy it does not reward the constant answer where classes are uneven: that has 0.5.
/// </summary>
public static class Ranking
{
    /// <summary>The area under the curve, exact: by the ranks of the scores, equal scores sharing the mean of theirs (Mann &amp; Whitney 1947).</summary>
    /// <param name="scores">What the samples are ranked by, the largest for the class. They are sorted in place.</param>
    /// <param name="belongs">Which samples are of the class; sorted along.</param>
    /// <returns>From 0 to 1, 0.5 for a constant; NaN if a score is, or where all samples or none are of the class.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Area(Span<float> scores, Span<bool> belongs)
    {
        if (scores.Length != belongs.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores for {belongs.Length} samples.", nameof(scores));
        }

        scores.Sort(belongs);
        if (scores.IsEmpty || float.IsNaN(scores[0]))
        {
            // NaN sorts in front of all numbers.
            return double.NaN;
        }

        // Twice the number of pairs (one of the class, one not) in the right order, a tie counting once: whole numbers throughout.
        UInt128 twice = 0;
        long inside = 0, outside = 0;
        for (var first = 0; first < scores.Length;)
        {
            var (equal, own) = (first, 0L);
            for (; equal < scores.Length && scores[equal] == scores[first]; equal++)
            {
                own += belongs[equal] ? 1 : 0;
            }

            var others = equal - first - own;
            twice += (UInt128)(ulong)own * (ulong)((2 * outside) + others);
            (inside, outside, first) = (inside + own, outside + others, equal);
        }

        return inside == 0 || outside == 0 ? double.NaN : (double)twice / (2.0 * inside * outside);
    }

    /// <summary>
    /// The area for outputs of a network: of the second class for two classes; for more, the mean over the classes that occur, each
    /// against the rest by its probability (by the softmax of the outputs; Provost &amp; Domingos 2000); for targets that are all 0 or 1,
    /// several at once, the mean over those that have both.
    /// </summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">[samples, K], as the losses take them: before sigmoid and softmax.</param>
    /// <param name="targets">Labels, or values [samples, K].</param>
    /// <returns>From 0 to 1; null where there is nothing to rank: targets are numbers, or all samples are of one class. NaN if an output is.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static double? Of(int samples, ReadOnlySpan<float> outputs, in Targets targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var width = outputs.Length / samples;
        if (width < 1 || outputs.Length % samples != 0 || (targets.Labels.IsEmpty ? targets.Values.Length != outputs.Length : targets.Labels.Length != samples))
        {
            throw new ArgumentException(
                $"{outputs.Length} outputs, {targets.Labels.Length} labels and {targets.Values.Length} values do not fit {samples} samples.", nameof(outputs));
        }

        return targets.Labels.IsEmpty ? OfValues(samples, outputs, targets.Values) : OfLabels(outputs, targets.Labels, width);
    }

    private static double? OfLabels(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int width)
    {
        var (scores, belongs) = (new float[labels.Length], new bool[labels.Length]);
        var rows = width > 2 ? Rows(outputs, width) : [];
        double sum = 0, classes = 0;
        for (var c = width <= 2 ? 1 : 0; c < Math.Max(2, width); c++)
        {
            for (var i = 0; i < labels.Length; i++)
            {
                var z = outputs.Slice(i * width, width);
                scores[i] = width == 1 ? z[0] : width == 2 ? z[c] - z[1 - c] : rows[i].LogOdds(z, c);
                belongs[i] = labels[i] == c;
            }

            Add(scores, belongs, ref sum, ref classes);
        }

        return classes == 0 ? null : sum / classes;
    }

    private static double? OfValues(int samples, ReadOnlySpan<float> outputs, ReadOnlySpan<float> values)
    {
        if (values.ContainsAnyExcept(0f, 1f))
        {
            return null;
        }

        var (scores, belongs, width) = (new float[samples], new bool[samples], outputs.Length / samples);
        double sum = 0, columns = 0;
        for (var c = 0; c < width; c++)
        {
            for (var i = 0; i < samples; i++)
            {
                (scores[i], belongs[i]) = (outputs[(i * width) + c], values[(i * width) + c] == 1);
            }

            Add(scores, belongs, ref sum, ref columns);
        }

        return columns == 0 ? null : sum / columns;
    }

    private static void Add(float[] scores, bool[] belongs, ref double sum, ref double count)
    {
        if (Array.IndexOf(belongs, true) >= 0 && Array.IndexOf(belongs, false) >= 0)
        {
            sum += Area(scores, belongs);
            count++;
        }
    }

    // The largest of each row, and what the others add up to.
    private static Row[] Rows(ReadOnlySpan<float> outputs, int width)
    {
        var rows = new Row[outputs.Length / width];
        for (var i = 0; i < rows.Length; i++)
        {
            var z = outputs.Slice(i * width, width);
            var largest = 0;
            for (var j = 1; j < width; j++)
            {
                // A NaN wins, so that it is noticed.
                largest = z[j] <= z[largest] ? largest : j;
            }

            var rival = float.NegativeInfinity;
            for (var j = 0; j < width; j++)
            {
                rival = j == largest || z[j] <= rival ? rival : z[j];
            }

            var others = 0.0;
            for (var j = 0; j < width; j++)
            {
                others += j == largest ? 0 : Math.Exp((double)z[j] - rival);
            }

            rows[i] = new Row(largest, rival + Math.Log(others));
        }

        return rows;
    }

    // Others: ln Σ eᶻ of all but the largest.
    private readonly record struct Row(int Largest, double Others)
    {
        // ln p/(1 − p) of a class of the softmax, which grows with p and keeps its digits where p is almost 1.
        public float LogOdds(ReadOnlySpan<float> z, int c)
        {
            double most = z[Largest];
            return (float)(c == Largest ? most - Others : z[c] - most - Math.Log(1 + (Math.Exp(Others - most) - Math.Exp(z[c] - most))));
        }
    }
}
