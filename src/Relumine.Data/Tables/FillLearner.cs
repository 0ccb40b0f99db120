using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tables;

/// <summary>Learns what takes the place of missing numbers from those that are there, and puts it in.</summary>
/// <param name="features">Float32 [N, features]; missing ones are NaN.</param>
/// <param name="learned">The rows to learn from; null for all.</param>
internal sealed class FillLearner(ModelTensor features, bool[]? learned)
{
    private readonly int _rows = features.Shape[0];
    private readonly int _width = features.Shape[1];
    private float[] _column = [];

    /// <summary>The column with its fills, which now stand in the features.</summary>
    /// <param name="plan">The column.</param>
    /// <param name="offset">Where its features begin.</param>
    /// <param name="fill">What the user wants: median, mean, mostFrequent or a number.</param>
    /// <param name="fail">Makes the error about a constant that is none.</param>
    public ColumnPlan Learn(ColumnPlan plan, int offset, string fill, Func<string, RelumineException> fail)
    {
        var numbers = plan.Kind == ColumnKind.Date ? plan.Parts.Count : 1;
        var fills = new double[numbers];
        for (var i = 0; i < numbers; i++)
        {
            fills[i] = Fill(plan, offset + i, fill, fail);
        }

        return plan with { Fills = fills };
    }

    private double Fill(ColumnPlan plan, int feature, string fill, Func<string, RelumineException> fail)
    {
        var present = Gather(feature);
        var value = present.Length == 0 ? 0 : fill switch
        {
            MissingFill.Mean => Mean(present),
            MissingFill.Median => Median(present),
            MissingFill.MostFrequent or MissingFill.Category => MostFrequent(present),
            _ => Constant(plan, fill, fail),
        };
        var all = features.Values<float>();
        for (var i = feature; i < all.Length; i += _width)
        {
            all[i] = float.IsNaN(all[i]) ? value : all[i];
        }

        return value;
    }

    private Span<float> Gather(int feature)
    {
        if (_column.Length == 0)
        {
            _column = new float[_rows];
        }

        ReadOnlySpan<float> all = features.Values<float>();
        var count = 0;
        for (var row = 0; row < _rows; row++)
        {
            _column[count] = all[(row * _width) + feature];
            count += float.IsNaN(_column[count]) || learned?[row] == false ? 0 : 1;
        }

        return _column.AsSpan(0, count);
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return (float)(sum / values.Length);
    }

    private static float Median(Span<float> values)
    {
        var upper = Select(values, values.Length / 2);
        if (values.Length % 2 == 1)
        {
            return upper;
        }

        var lower = float.NegativeInfinity;
        foreach (var value in values[..(values.Length / 2)])
        {
            lower = Math.Max(lower, value);
        }

        return (float)((lower + (double)upper) / 2);
    }

    // Hoare's selection; where bad luck or a hostile file makes it slow, the rest is sorted.
    private static float Select(Span<float> values, int place)
    {
        var (low, high) = (0, values.Length - 1);
        for (var rounds = 64; low < high; rounds--)
        {
            if (rounds == 0)
            {
                values[low..(high + 1)].Sort();
                break;
            }

            var pivot = values[low + ((high - low) / 2)];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }

            if (place <= j)
            {
                high = j;
            }
            else if (place >= i)
            {
                low = i;
            }
            else
            {
                break;
            }
        }

        return values[place];
    }

    private static float MostFrequent(Span<float> values)
    {
        values.Sort();
        var (best, most) = (values[0], 0);
        for (var i = 0; i < values.Length;)
        {
            var end = i;
            while (end < values.Length && values[end] == values[i])
            {
                end++;
            }

            (best, most) = end - i > most ? (values[i], end - i) : (best, most);
            i = end;
        }

        return best;
    }

    private static float Constant(ColumnPlan plan, string fill, Func<string, RelumineException> fail)
    {
        if (plan.Kind == ColumnKind.Boolean && BooleanWords.TryRead(System.Text.Encoding.UTF8.GetBytes(fill), out var yes))
        {
            return yes ? 1 : 0;
        }

        if (plan.Kind == ColumnKind.OrderedCategory && plan.Categories.ToList().IndexOf(fill) is >= 0 and var place)
        {
            return place;
        }

        return float.TryParse(fill, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) && plan.Kind != ColumnKind.Date
            ? (float)(value - plan.Offset)
            : throw fail(
                $"cannot have missing values filled with '{TableNotice.Shown(fill)}'. Say median, mean, "
                    + $"mostFrequent{(plan.Kind == ColumnKind.Date ? "" : " or a number")}."
            );
    }
}
