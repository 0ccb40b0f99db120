using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Learning.Initializers;

/// <summary>Fills memory with independent random numbers, in order: element i takes number i of the stream.</summary>
internal static class Draw
{
    /// <summary>N(0, deviation²).</summary>
    public static void Normal(Span<float> weights, double deviation, CounterRandom random)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(deviation * random.Normal(i));
        }
    }

    /// <summary>Evenly from [−bound, bound).</summary>
    public static void Uniform(Span<float> weights, double bound, CounterRandom random)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(bound * ((2 * random.Uniform(i)) - 1));
        }
    }

    /// <summary>Adds a mean; no bit changes where it is 0.</summary>
    public static void Shift(Span<float> weights, double mean)
    {
        if (mean == 0)
        {
            return;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(weights[i] + mean);
        }
    }
}
