using Relumine.Engine.Networks;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Runs;

/// <summary>Looks at the weights that a network began with.</summary>
internal static class BeginningWeights
{
    /// <summary>Measures the product of every layer.</summary>
    /// <param name="network">The network as it was described.</param>
    /// <param name="before">Its weights before the first update.</param>
    /// <param name="after">Its weights at the end.</param>
    public static IReadOnlyList<WeightState> Of(Network network, Model before, Model after)
    {
        var products = network.Parameters.Where(p => p.Role == WeightRole.Weight).ToArray();
        return [.. products.Select((p, i) =>
        {
            ReadOnlySpan<float> weights = before.Weights[p.Name].Values<float>();
            var bias = network.Parameters.FirstOrDefault(b => b.Role == WeightRole.Bias && b.Layer == p.Layer);
            var biases = bias is null ? [] : before.Weights[bias.Name].Values<float>().ToArray();
            var squares = 0.0;
            foreach (var w in weights)
            {
                squares += (double)w * w;
            }

            var units = p.Shape[0];
            var began = Duplicates(weights, biases, units);
            var twins = Math.Min(began, Duplicates(after.Weights[p.Name].Values<float>(), bias is null ? [] : after.Weights[bias.Name].Values<float>(), units));
            var root = Math.Sqrt(squares / weights.Length);
            return new WeightState(
                p.Name, units, root * Math.Sqrt(p.FanIn), twins,
                biases.Length == 0 ? 0 : biases.Average(), biases.Length == 0 ? 0 : biases.Max(Math.Abs), i == products.Length - 1)
            {
                Balanced = root * Math.Sqrt((p.FanIn + p.FanOut) / 2.0),
                BeganEqual = began,
                Count = weights.Length,
                Moved = Moved(weights, after.Weights[p.Name].Values<float>()),
            };
        })];
    }

    private static double Moved(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        double began = 0, ended = 0, way = 0;
        for (var i = 0; i < before.Length; i++)
        {
            var step = (double)after[i] - before[i];
            (began, ended, way) = (began + ((double)before[i] * before[i]), ended + ((double)after[i] * after[i]), way + (step * step));
        }

        return way == 0 ? 0 : Math.Sqrt(way / Math.Max(began, ended));
    }

    // Units with the same incoming weights and bias as an earlier one.
    private static int Duplicates(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, int units)
    {
        var (inputs, distinct) = (weights.Length / units, new List<int>());
        for (var unit = 0; unit < units; unit++)
        {
            var isTwin = false;
            foreach (var other in distinct)
            {
                isTwin |= weights.Slice(unit * inputs, inputs).SequenceEqual(weights.Slice(other * inputs, inputs))
                    && (biases.IsEmpty || biases[unit] == biases[other]);
            }

            if (!isTwin)
            {
                distinct.Add(unit);
            }
        }

        return units - distinct.Count;
    }
}
