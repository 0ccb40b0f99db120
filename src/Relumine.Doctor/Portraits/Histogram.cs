using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Portraits;

/// <summary>How many values lie where, in stretches of one width.</summary>
/// <param name="Low">Where the first stretch begins.</param>
/// <param name="High">Where the last one ends; above <paramref name="Low"/>.</param>
/// <param name="Counts">The number of values in each stretch.</param>
public sealed record Histogram(double Low, double High, IReadOnlyList<int> Counts)
{
    private const int Stretches = 48;

    /// <summary>Counts the finite values of a tensor of floating-point numbers.</summary>
    /// <param name="values">The tensor; others than float and double have no histogram.</param>
    /// <returns>Null if none of them is finite.</returns>
    public static Histogram? Of(ModelTensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Type switch
        {
            ElementType.Float32 => Of(values.Values<float>()),
            ElementType.Float64 => Of([.. values.Values<double>().ToArray().Select(v => (float)v)]),
            _ => null,
        };
    }

    /// <summary>Counts the finite values.</summary>
    /// <returns>Null if none of them is finite.</returns>
    public static Histogram? Of(ReadOnlySpan<float> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        if (low > high)
        {
            return null;
        }

        // All the same: a stretch around it, or nothing could be drawn.
        if (low == high)
        {
            var margin = Math.Max(1e-6, Math.Abs(low) * 0.05);
            (low, high) = (low - margin, high + margin);
        }

        var counts = new int[Stretches];
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                counts[Math.Min(Stretches - 1, (int)((value - low) / (high - low) * Stretches))]++;
            }
        }

        return new(low, high, counts);
    }
}
