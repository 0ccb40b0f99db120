using Relumine.Data.Datasets;
using Relumine.Kernels.Randomness;

namespace Relumine.Trials.Cases;

/// <summary>
/// Samples that a case is judged by and that neither the doctor nor any recipe ever sees. The draw depends on the data, a fixed seed and
/// the fold alone, so the untreated, the treated and the clean network of every seed are held against the same samples.
/// </summary>
/// <param name="Learned">What is left for the recipe, in the order of the data.</param>
/// <param name="Kept">What is kept aside; null where there is too little, or where the order of the samples matters.</param>
/// <param name="Validation">The share of <paramref name="Learned"/> that the recipe keeps aside for itself.</param>
internal sealed record HeldOut(Dataset Learned, Dataset? Kept, double Validation)
{
    /// <summary>The share that is kept aside.</summary>
    public const double Share = 0.25;

    /// <summary>As many folds as there are draws that share no sample.</summary>
    public const int Folds = 4;

    /// <summary>With fewer samples nothing is kept aside: a quarter of them would tell nothing, and would be missed by those that learn.</summary>
    public const int FewestSamples = 40;

    /// <summary>A value farther from the median than so many times what 96 % of its column span is wild: no such sample is judged by.</summary>
    private const float WildSpreads = 20;

    private const ulong Seed = 20_261_127;

    private const uint Stream = 0x4845_4C44;

    private bool[]? _isKept;

    /// <summary>Draws the samples, of every class its share.</summary>
    /// <param name="data">All samples.</param>
    /// <param name="validation">
    /// The share that the recipe keeps aside. A recipe that keeps half or more learns from as many samples as before: what is kept
    /// aside here comes out of its own validation samples. Any other one goes on with the same share of what is left.
    /// </param>
    /// <param name="fold">Which draw, from 0 to <see cref="Folds"/> − 1.</param>
    public static HeldOut Of(Dataset data, double validation, int fold = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)fold, (uint)Folds);
        return data.Ordered || data.Samples < FewestSamples ? new(data, null, validation) : Of(data, validation, Draw(data, fold));
    }

    /// <summary>Parts data as others were that have the same samples in another form, e.g. without a mistake in them.</summary>
    /// <param name="data">All samples.</param>
    /// <param name="validation">The share that the recipe keeps aside.</param>
    /// <param name="like">The others' parts.</param>
    public static HeldOut Of(Dataset data, double validation, HeldOut like)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(like);
        return like._isKept is { } isKept && isKept.Length == data.Samples ? Of(data, validation, isKept) : Of(data, validation);
    }

    private static HeldOut Of(Dataset data, double validation, bool[] isKept)
    {
        var left = Enumerable.Range(0, data.Samples).Where(i => !isKept[i]).ToArray();
        var kept = Enumerable.Range(0, data.Samples).Where(i => isKept[i]).ToArray();
        var share = validation < 2 * Share ? validation : ((validation * data.Samples) - kept.Length) / left.Length;
        return new(data.Take(left), data.Take(kept), share) { _isKept = isKept };
    }

    private static bool[] Draw(Dataset data, int fold)
    {
        var isKept = new bool[data.Samples];
        var isWild = Wild(data);
        foreach (var group in Enumerable.Range(0, data.Samples).GroupBy(i => data.Labels?[i] ?? 0).OrderBy(g => g.Key))
        {
            var samples = group.ToArray();
            var random = new CounterRandom(Seed, Stream, (uint)group.Key);
            var count = (int)Math.Round(Share * samples.Length);
            foreach (var i in Enumerable.Range(0, samples.Length).OrderBy(i => random.Uniform(i))
                .Where(i => !isWild[samples[i]]).Skip(fold * count).Take(count))
            {
                isKept[samples[i]] = true;
            }
        }

        return isKept;
    }

    // A mistyped cell or target is an illness of what is learned from. To be judged by it would say nothing, and the illness would be gone.
    private static bool[] Wild(Dataset data)
    {
        var isWild = new bool[data.Samples];
        Mark(data.Features.Values<float>(), data.SampleShape.ElementCount, isWild);
        if (data.Values is { } targets)
        {
            Mark(targets.Values<float>(), data.TargetWidth, isWild);
        }

        return isWild;
    }

    private static void Mark(ReadOnlySpan<float> values, int width, bool[] isWild)
    {
        var column = new float[isWild.Length];
        for (var j = 0; j < width; j++)
        {
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = values[(i * width) + j];
            }

            var sorted = column.Order().ToArray();
            var (low, middle, high) = (sorted[column.Length / 50], sorted[column.Length / 2], sorted[^((column.Length / 50) + 1)]);
            for (var i = 0; i < column.Length; i++)
            {
                isWild[i] |= high > low && Math.Abs(column[i] - middle) > WildSpreads * (high - low);
            }
        }
    }
}
